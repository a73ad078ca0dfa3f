/** Real daemons as child processes of a test, on configurations of the test's own. */
@NullMarked
package org.nscacheck.testkit.peer;

import org.jspecify.annotations.NullMarked;
