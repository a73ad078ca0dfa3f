/** Which rows of the matrix of faults, bad results and loads the tests of a build have shown; see docs/matrix.md. */
@NullMarked
package org.nscacheck.testkit.matrix;

import org.jspecify.annotations.NullMarked;
