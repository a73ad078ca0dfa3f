/** How the receivers read plugin output, restated for tests and independent of our own code. */
@NullMarked
package org.nscacheck.plugin.reader;

import org.jspecify.annotations.NullMarked;
