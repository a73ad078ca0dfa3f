/* SPDX-License-Identifier: Apache-2.0 */
/** What an administrator decides beside servers and checks: threshold rules, and who is told what and when. */
@NullMarked
package org.nscacheck.policy;

import org.jspecify.annotations.NullMarked;
