/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.policy;

import java.util.Map;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;

/**
 * One decision of an administrator, in the form in which it is typed, stored and exported. What its settings mean is known to the
 * reader of its kind.
 *
 * @param id identity
 * @param kind what it is about
 * @param name unique among those of its kind, 1 to {@value #MAX_NAME} characters
 * @param settings what it says, text by name; names are in kebab case
 * @param active whether it applies
 * @param position its place among those of its kind, where their order matters: lower ones first
 * @param version number of changes, for detecting concurrent edits
 */
public record Policy(
        PolicyId id,
        PolicyKind kind,
        String name,
        Map<String, String> settings,
        boolean active,
        int position,
        int version) {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** @throws InvalidFieldException if the name is empty or too long; the message says so */
    public Policy {
        name = name.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new InvalidFieldException(
                    "name",
                    name.isEmpty()
                            ? "a " + kind.word() + " needs a name"
                            : "the name " + Names.shortened(name) + " has " + name.length() + " characters, at most "
                                    + MAX_NAME + " are allowed");
        }
        settings = Map.copyOf(settings);
    }

    /** Returns a new policy, active, at the beginning. */
    public static Policy of(PolicyKind kind, String name, Map<String, String> settings) {
        return new Policy(PolicyId.random(), kind, name, settings, true, 0, 0);
    }

    /** Returns the same with other settings. */
    public Policy with(Map<String, String> others) {
        return new Policy(id, kind, name, others, active, position, version);
    }

    /** Returns the same in force, or out of force. */
    public Policy active(boolean value) {
        return new Policy(id, kind, name, settings, value, position, version);
    }
}
