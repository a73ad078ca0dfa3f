/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import org.nscacheck.check.CheckId;

/**
 * Which subject: a check, or its part on one node.
 *
 * @param check the check, or an id made of an identity from outside
 * @param node name of the node, empty for a check that runs once
 */
public record SubjectKey(CheckId check, String node) {}
