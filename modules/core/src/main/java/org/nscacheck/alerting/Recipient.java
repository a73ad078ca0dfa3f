/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import org.nscacheck.server.ServerId;

/**
 * A notifier that exists. One that does not is forgotten, and nothing is owed to it.
 *
 * @param id which one
 * @param name for sentences
 * @param active whether it is switched on; while it is not, it is told nothing, and afterwards what is so then
 */
public record Recipient(ServerId id, String name, boolean active) {}
