/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.definition;

import java.util.Optional;
import org.nscacheck.sender.SenderFactories;
import org.nscacheck.server.Server;
import org.nscacheck.server.Target;

/** The configuration languages of monitoring cores that definitions are written in. */
public enum DefinitionFormat {
    /** Object definitions of Nagios and of those that read the same, such as Naemon, Icinga 1 and Shinken. */
    NAGIOS("Nagios", "nagios.cfg", "#"),
    /** The language of Icinga 2. */
    ICINGA2("Icinga 2", "icinga2.conf", "//");

    /** Setting of the kinds of servers that have a monitoring core behind them. */
    private static final String FLAVOUR = "flavour";

    private final String label;
    private final String fileName;
    private final String comment;

    DefinitionFormat(String label, String fileName, String comment) {
        this.label = label;
        this.fileName = fileName;
        this.comment = comment;
    }

    /** Returns the core's name. */
    public String label() {
        return label;
    }

    /** Returns what a file of it is called. */
    public String fileName() {
        return fileName;
    }

    /** Returns what a line of comment begins with. */
    String comment() {
        return comment;
    }

    /** Returns why this core would not take a name, or would take it for something else; empty if it takes it. */
    public Optional<String> fault(Target target) {
        return this == NAGIOS ? NagiosNames.fault(target) : Icinga2Names.fault(target);
    }

    /** Returns the format of the core behind a server, or empty if there is none, as with servers that only keep values. */
    public static Optional<DefinitionFormat> of(Server server, SenderFactories senders) {
        return senders.find(server.kind())
                .filter(factory -> factory.settings().stream()
                        .anyMatch(setting -> setting.name().equals(FLAVOUR)))
                .map(factory -> "icinga".equals(server.settings().get(FLAVOUR)) ? ICINGA2 : NAGIOS);
    }
}
