/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.server.HostAddress;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Names;
import org.nscacheck.server.Server;

/**
 * What can be stored and shown: lengths, no control characters, an address that is one. Asked when something is saved; what lies
 * in the database already is read as it is, so that a stored row never stops an application.
 */
final class FieldRules {

    /** Longest name of a server or a check, in characters. */
    static final int MAX_NAME = 255;
    /** Longest value of a setting of a server, in characters. */
    static final int MAX_SETTING = 4096;
    /** Longest value of an argument of a check, in characters. */
    static final int MAX_ARGUMENT = 10_000;

    private FieldRules() {}

    /** @throws InvalidFieldException for the first value that is not possible */
    static void require(Server server) {
        faults(server).stream().findFirst().ifPresent(fault -> {
            throw fault.exception();
        });
    }

    /** @throws InvalidFieldException for the first value that is not possible */
    static void require(StoredCheck check) {
        List<Fault> faults = new ArrayList<>();
        line("name", check.name(), MAX_NAME, faults);
        new TreeMap<>(check.settings().arguments())
                .forEach((name, value) -> text("argument." + name, value, MAX_ARGUMENT, faults));
        faults.stream().findFirst().ifPresent(fault -> {
            throw fault.exception();
        });
    }

    /** Returns what is not possible. */
    static List<Fault> faults(Server server) {
        List<Fault> faults = new ArrayList<>();
        line("name", server.name(), MAX_NAME, faults);
        if (!HostAddress.isPossible(server.address())) {
            faults.add(new Fault(
                    "host",
                    "'" + Names.shortened(server.address())
                            + "' is not a host name or an address of IPv4 or IPv6, without user,"
                            + " port or path, of at most " + HostAddress.MAX_LENGTH + " characters"));
        }
        new TreeMap<>(server.settings()).forEach((name, value) -> line("setting." + name, value, MAX_SETTING, faults));
        return faults;
    }

    private static void line(String field, String text, int max, List<Fault> faults) {
        text(field, text, max, faults);
        if (text.chars().anyMatch(Character::isISOControl)) {
            faults.add(new Fault(field, "'" + Names.shortened(text) + "' contains a control character or a line end"));
        }
    }

    private static void text(String field, String text, int max, List<Fault> faults) {
        if (text.length() > max) {
            faults.add(new Fault(field, "'" + Names.shortened(text) + "' is too long: at most " + max + " characters"));
        } else if (text.indexOf('\0') >= 0) {
            faults.add(new Fault(field, "'" + Names.shortened(text) + "' contains NUL, which cannot be stored"));
        }
    }

    /** What is wrong with a field. */
    record Fault(String field, String text) {

        private InvalidFieldException exception() {
            return new InvalidFieldException(field, text);
        }

        @Override
        public String toString() {
            return field + " " + text;
        }
    }
}
