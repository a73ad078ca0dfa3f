/** A fake NSCA daemon with its own reading of the wire format and switches for everything that can go wrong. */
@NullMarked
package org.nscacheck.testkit.nsca;

import org.jspecify.annotations.NullMarked;
