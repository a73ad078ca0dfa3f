/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What core expects of those who extend it, as tests: whoever writes a sender, a source of checks or a store extends the
 * contract of its kind in the tests, and says only how one of his is made.
 */
@NullMarked
package org.nscacheck.contract;

import org.jspecify.annotations.NullMarked;
