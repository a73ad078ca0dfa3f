/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Names;

/** Addresses of RFC 5322, as people type them. */
final class Addresses {

    /** Most addresses that servers take for one mail (RFC 5321 4.5.3.1.8). */
    private static final int MOST = 100;

    private Addresses() {}

    /** Returns the addresses of a setting; a fault is added if there is none, or one that cannot be. */
    static List<InternetAddress> several(String setting, SettingValues values, List<String> faults) {
        String text = values.text(setting);
        try {
            List<InternetAddress> addresses = List.of(InternetAddress.parse(oneLine(text), true));
            for (InternetAddress address : addresses) {
                require(address);
            }
            if (addresses.isEmpty() || addresses.size() > MOST) {
                faults.add(setting + " must be 1 to " + MOST + " addresses, such as ops@example.net");
            }
            return addresses;
        } catch (AddressException e) {
            faults.add(setting + " '" + Names.shortened(text) + "' is not a list of mail addresses: "
                    + Names.shortened(String.valueOf(e.getMessage())));
            return List.of();
        }
    }

    private static String oneLine(String text) throws AddressException {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new AddressException("it contains a line end or a control character");
        }
        return text;
    }

    private static void require(InternetAddress address) throws AddressException {
        address.validate();
        String plain = address.getAddress();
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(plain) || plain.indexOf('@') < 1 || address.isGroup()) {
            throw new AddressException("'" + plain + "' is not of the form name@domain, in ASCII");
        }
        try {
            address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
