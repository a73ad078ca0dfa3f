/** Real daemons as child processes of a test, on configurations of the test's own. */
@NullMarked
package org.nscacheck.testkit.daemon;

import org.jspecify.annotations.NullMarked;
