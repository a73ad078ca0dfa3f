/* SPDX-License-Identifier: Apache-2.0 */
/** Rows of the matrix that take a whole node: engine, database, senders and daemons together. */
package org.nscacheck.starter.faults;
