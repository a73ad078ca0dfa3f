/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nscacheck.notification.Identity;

/** The five parts of an identity as facts, in one column. */
final class IdentityFacts {

    private IdentityFacts() {}

    static Map<String, Object> of(Identity identity) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("host", identity.host());
        facts.put("plugin", identity.plugin());
        facts.put("pluginInstance", identity.pluginInstance());
        facts.put("type", identity.type());
        facts.put("typeInstance", identity.typeInstance());
        return facts;
    }

    static Identity read(String text) {
        Map<String, Object> facts = TypedFacts.read(text);
        return new Identity(
                part(facts, "host"),
                part(facts, "plugin"),
                part(facts, "pluginInstance"),
                part(facts, "type"),
                part(facts, "typeInstance"));
    }

    private static String part(Map<String, Object> facts, String name) {
        return String.valueOf(facts.getOrDefault(name, ""));
    }
}
