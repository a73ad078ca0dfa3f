/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.audit;

/**
 * What something was done to, as it was called then.
 *
 * @param kind its kind
 * @param id its identity, which lasts when it is renamed; what was deleted and restored has the same
 * @param name for people
 */
public record AuditSubject(AuditKind kind, String id, String name) {}
