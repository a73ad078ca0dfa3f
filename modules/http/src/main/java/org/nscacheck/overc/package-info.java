/* SPDX-License-Identifier: Apache-2.0 */
/**
 * OverC's protocol, JSON over HTTP, in both directions: what its clients post and its screens read, a client, and the sender. The
 * formats are pure and know no HTTP, so that whoever serves them brings a server of his own.
 */
@NullMarked
package org.nscacheck.overc;

import org.jspecify.annotations.NullMarked;
