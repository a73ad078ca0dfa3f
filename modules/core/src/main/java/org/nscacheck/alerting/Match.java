/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.alerting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nscacheck.notification.Identity;
import org.nscacheck.sender.Setting;

/**
 * Which subjects a policy is for. All patterns are globs and all must match; an empty one matches everything.
 *
 * @param identity a pattern for each part of the identity
 * @param check pattern for the key or the name of the check
 * @param tag pattern that at least one tag matches
 */
public record Match(Identity identity, String check, String tag) {

    /** Matches everything. */
    public static final Match ALL = new Match(new Identity("", "", "", "", ""), "", "");

    static final List<Setting> SETTINGS = List.of(
            Setting.text("host", "Host", "Host that is reported for; * and ? are wildcards, empty for any", ""),
            Setting.text("check", "Check", "Key or name of the check; * and ? are wildcards, empty for any", ""),
            Setting.text("tag", "Tag", "One of its tags; * and ? are wildcards, empty for any", ""),
            Setting.text("plugin", "Plugin", "Plugin of the identity; * and ? are wildcards, empty for any", ""),
            Setting.text("plugin-instance", "Plugin instance", "* and ? are wildcards, empty for any", ""),
            Setting.text("type", "Type", "Type of the identity; * and ? are wildcards, empty for any", ""),
            Setting.text("type-instance", "Type instance", "* and ? are wildcards, empty for any", ""));

    /** Returns a match of a check by its key or name. */
    public static Match check(String glob) {
        return new Match(ALL.identity, glob, "");
    }

    /** Returns whether it is for a subject. */
    public boolean matches(Subject subject) {
        Identity is = subject.identity();
        return (glob(identity.host(), is.host()) || glob(identity.host(), subject.host()))
                && glob(identity.plugin(), is.plugin())
                && glob(identity.pluginInstance(), is.pluginInstance())
                && glob(identity.type(), is.type())
                && glob(identity.typeInstance(), is.typeInstance())
                && (glob(check, subject.key().value()) || glob(check, subject.name()))
                && (tag.isEmpty() || subject.tags().stream().anyMatch(new Glob(tag)::matches));
    }

    private static boolean glob(String pattern, String text) {
        return new Glob(pattern).matches(text);
    }

    static Match read(Fields fields) {
        return new Match(
                new Identity(
                        fields.text("host"),
                        fields.text("plugin"),
                        fields.text("plugin-instance"),
                        fields.text("type"),
                        fields.text("type-instance")),
                fields.text("check"),
                fields.text("tag"));
    }

    void write(Map<String, String> settings) {
        settings.put("host", identity.host());
        settings.put("check", check);
        settings.put("tag", tag);
        settings.put("plugin", identity.plugin());
        settings.put("plugin-instance", identity.pluginInstance());
        settings.put("type", identity.type());
        settings.put("type-instance", identity.typeInstance());
    }

    /** Returns the patterns for people, such as {@code host=web*, tag=prod}, or {@code everything}. */
    @Override
    public String toString() {
        Map<String, String> settings = new java.util.LinkedHashMap<>();
        write(settings);
        List<String> said = new ArrayList<>();
        settings.forEach((name, pattern) -> {
            if (!pattern.isEmpty()) {
                said.add(name + "=" + pattern);
            }
        });
        return said.isEmpty() ? "everything" : String.join(", ", said);
    }
}
