/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import org.nscacheck.policy.PolicyKind;

/**
 * How policies of a kind are spoken of on screens.
 *
 * @param list title of their list, and its entry in the menu
 * @param one one of them, in a sentence
 * @param purpose a sentence on what they do
 * @param ordered whether their order matters
 */
record PolicyWords(String list, String one, String purpose, boolean ordered) {

    static PolicyWords of(PolicyKind kind) {
        return switch (kind) {
            case RULE ->
                new PolicyWords(
                        "Rules",
                        "rule",
                        "A threshold rule judges a measured value: the state of a check is the worst of what its code says and what"
                                + " the rules say.",
                        false);
            case ROUTE ->
                new PolicyWords(
                        "Routes",
                        "route",
                        "A route says which notifiers are told of what. Routes are asked in their order.",
                        true);
            case SILENCE ->
                new PolicyWords(
                        "Silences",
                        "silence",
                        "While a silence lasts nobody is told. What is still wrong at its end is told then.",
                        false);
            case WINDOW ->
                new PolicyWords(
                        "Maintenance",
                        "maintenance window",
                        "In a maintenance window checks run and results are sent, but nobody is told.",
                        false);
            case QUIET_HOURS ->
                new PolicyWords("Quiet hours", "quiet hours", "In its quiet hours a notifier is left in peace.", false);
            case DEPENDENCY ->
                new PolicyWords(
                        "Dependencies",
                        "dependency",
                        "A problem that is explained by another one is not told beside it.",
                        false);
        };
    }
}
