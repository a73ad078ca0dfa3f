/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.webhook;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;

/**
 * Further headers of requests, as an administrator sets them.
 *
 * @param entries names and values in their order
 */
record Headers(List<Map.Entry<String, String>> entries) {

    /** Stands for the secret in a value. */
    static final String SECRET = "${secret}";

    private static final URI ANY = URI.create("http://localhost/");

    /**
     * Reads headers such as {@code Authorization: Bearer ${secret} | X-Team: shop}.
     *
     * @param faults takes a sentence for each that cannot be
     */
    static Headers parse(String text, List<String> faults) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (String each : text.split("[|\\n]")) {
            int colon = each.indexOf(':');
            if (each.isBlank()) {
                continue;
            }
            String name = colon < 0 ? "" : each.substring(0, colon).strip();
            String value = each.substring(colon + 1).strip();
            if (isPossible(name, value)) {
                entries.add(Map.entry(name, value));
            } else {
                faults.add("headers: '" + Names.shortened(each.strip()) + "' is not a header that can be set, such as"
                        + " X-Team: shop");
            }
        }
        return new Headers(List.copyOf(entries));
    }

    /** The platform's client knows which it sets itself. */
    private static boolean isPossible(String name, String value) {
        try {
            HttpRequest.newBuilder(ANY).header(name, value);
            return !name.equalsIgnoreCase("Content-Type");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns whether the secret is sent in one of them. */
    boolean haveSecret() {
        return entries.stream().anyMatch(entry -> entry.getValue().contains(SECRET));
    }

    void addTo(HttpRequest.Builder request, @Nullable Secret secret) {
        String revealed = secret != null && haveSecret() ? secret.reveal() : "";
        entries.forEach(entry -> request.header(entry.getKey(), entry.getValue().replace(SECRET, revealed)));
    }
}
