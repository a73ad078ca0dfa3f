/** Quartz without its surprises: cron expressions on the project's own time line, and alarms that wake the engine. */
@NullMarked
package org.nscacheck.quartz;

import org.jspecify.annotations.NullMarked;
