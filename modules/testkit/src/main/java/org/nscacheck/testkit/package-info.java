/** What a test of scheduled checks stands on: a clock that is set by hand and a real PostgreSQL. */
@NullMarked
package org.nscacheck.testkit;

import org.jspecify.annotations.NullMarked;
