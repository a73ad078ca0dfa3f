/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recipe of {@code src/it} with its {@code @NAMES@} filled in. */
final class Template {

    private static final Pattern NAME = Pattern.compile("@([A-Z_]+)@");

    private Template() {}

    /** @param resource below {@code org/nscacheck/testkit/it}, for instance {@code nsca/nsca.cfg} */
    static String fill(String resource, Map<String, ?> values) throws IOException {
        return NAME.matcher(read(resource)).replaceAll(match -> {
            Object value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(resource + " asks for a value of " + match.group());
            }
            return Matcher.quoteReplacement(value.toString());
        });
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream("/org/nscacheck/testkit/it/" + resource)) {
            if (in == null) {
                throw new IOException("the testkit lacks its resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
