/* SPDX-License-Identifier: Apache-2.0 */
/** Notifications to syslog: RFC 5424 over UDP, TCP and TLS, and the socket of the local daemon. */
@NullMarked
package org.nscacheck.syslog;

import org.jspecify.annotations.NullMarked;
