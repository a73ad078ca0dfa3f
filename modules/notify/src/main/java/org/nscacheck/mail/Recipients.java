/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.Address;
import jakarta.mail.internet.InternetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who gets a mail, and who has got it already: of a mail that some recipients were not to get yet, the others get no second one.
 * Remembers the last ones in memory only. For one thread at a time.
 */
final class Recipients {

    private static final int REMEMBERED = 500;

    private final List<InternetAddress> all;
    private final Map<String, Set<Address>> reached = new LinkedHashMap<>();

    Recipients(List<InternetAddress> all) {
        this.all = all;
    }

    List<InternetAddress> all() {
        return all;
    }

    /** Returns those who have not got the mail, one at least. */
    synchronized Address[] of(String mail) {
        Set<Address> done = reached.getOrDefault(mail, Set.of());
        return all.stream().filter(each -> !done.contains(each)).toArray(Address[]::new);
    }

    /** Notes that these have got the mail, and others have not. */
    synchronized void reached(String mail, Address... some) {
        reached.computeIfAbsent(mail, id -> new HashSet<>()).addAll(List.of(some));
        if (reached.size() > REMEMBERED) {
            reached.remove(reached.keySet().iterator().next());
        }
    }

    /** Forgets a mail that needs no other try. */
    synchronized void done(String mail) {
        reached.remove(mail);
    }
}
