/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.delivery;

/**
 * Why a server is left alone for a while.
 *
 * @param reason in words, for people
 */
record ServerProblem(DeliveryProblem kind, String reason) {}
