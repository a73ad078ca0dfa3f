/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notification;

/**
 * What a notification is about, in the five parts of collectd. Of a check of ours the host is the one it reports for, the plugin is
 * its key, the plugin instance its name where that differs, the type {@code check}, or {@code metric} with the label as instance.
 * Notifications of one identity are delivered in the order in which they arose.
 *
 * @param host name of the host, may be empty
 * @param plugin what found it out, may be empty
 * @param pluginInstance which one of these, may be empty
 * @param type what was looked at, may be empty
 * @param typeInstance which one of these, may be empty
 */
public record Identity(String host, String plugin, String pluginInstance, String type, String typeInstance) {

    /** Returns the identity without its host, {@code plugin-instance/type-instance}, as collectd writes it. */
    public String withoutHost() {
        String source = joined(plugin, pluginInstance);
        String value = joined(type, typeInstance);
        return source.isEmpty() || value.isEmpty() ? source + value : source + "/" + value;
    }

    private static String joined(String name, String instance) {
        return name.isEmpty() || instance.isEmpty() ? name + instance : name + "-" + instance;
    }

    /** Returns the whole identity, {@code host/plugin-instance/type-instance}. */
    @Override
    public String toString() {
        String rest = withoutHost();
        return host.isEmpty() || rest.isEmpty() ? host + rest : host + "/" + rest;
    }
}
