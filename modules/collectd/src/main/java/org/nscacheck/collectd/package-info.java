/* SPDX-License-Identifier: Apache-2.0 */
/**
 * collectd's wire in both directions: its binary network protocol, plain, signed and encrypted; its line protocol on a UNIX socket
 * and on the output of a program; notifiers and a sender for both. The formats are pure and know no socket.
 */
@NullMarked
package org.nscacheck.collectd;

import org.jspecify.annotations.NullMarked;
