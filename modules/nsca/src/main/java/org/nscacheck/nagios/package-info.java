/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What Nagios and its kin read: their command file (a FIFO) and their directory of check results on this machine, and the definitions
 * of hosts and services that go with our results.
 */
@NullMarked
package org.nscacheck.nagios;

import org.jspecify.annotations.NullMarked;
