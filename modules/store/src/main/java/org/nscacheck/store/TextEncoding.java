/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which characters the database can hold. In texts of results those that it cannot are replaced by {@code ?}, so that the result
 * is reported; names of checks, hosts and services are left alone, because they have to match. Thread-safe.
 */
final class TextEncoding {

    private static final Logger log = LoggerFactory.getLogger(TextEncoding.class);

    /** Names of PostgreSQL for single-byte encodings; what is not here is trusted with ASCII only. */
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("LATIN1", "ISO-8859-1"),
            Map.entry("LATIN2", "ISO-8859-2"),
            Map.entry("LATIN3", "ISO-8859-3"),
            Map.entry("LATIN4", "ISO-8859-4"),
            Map.entry("LATIN5", "ISO-8859-9"),
            Map.entry("LATIN7", "ISO-8859-13"),
            Map.entry("LATIN9", "ISO-8859-15"),
            Map.entry("ISO_8859_5", "ISO-8859-5"),
            Map.entry("ISO_8859_6", "ISO-8859-6"),
            Map.entry("ISO_8859_7", "ISO-8859-7"),
            Map.entry("ISO_8859_8", "ISO-8859-8"),
            Map.entry("KOI8R", "KOI8-R"),
            Map.entry("KOI8U", "KOI8-U"),
            Map.entry("WIN1250", "windows-1250"),
            Map.entry("WIN1251", "windows-1251"),
            Map.entry("WIN1252", "windows-1252"),
            Map.entry("WIN1253", "windows-1253"),
            Map.entry("WIN1254", "windows-1254"),
            Map.entry("WIN1257", "windows-1257"),
            Map.entry("EUC_JP", "EUC-JP"),
            Map.entry("EUC_KR", "EUC-KR"),
            Map.entry("EUC_CN", "GB2312"));

    private volatile @Nullable Charset charset;

    private TextEncoding(@Nullable Charset charset) {
        this.charset = charset;
    }

    /** Makes one that is not known before the database has been asked; until then it trusts in ASCII only. */
    static TextEncoding unknown() {
        return new TextEncoding(StandardCharsets.US_ASCII);
    }

    /** Asks the database, and says so if it cannot hold everything. */
    void ask(Database database) {
        String name = database.read("SELECT current_setting('server_encoding') AS name", row -> row.text("name"))
                .get(0);
        charset = named(name).charset;
        if (charset != null) {
            log.warn(
                    "NSCA-432 database encoding cannot hold every character, others become '?' in results encoding={}"
                            + " (a database created with ENCODING 'UTF8' holds all)",
                    name);
        }
    }

    static TextEncoding named(String encoding) {
        if (encoding.equals("UTF8")) {
            return new TextEncoding(null);
        }
        String charset = CHARSETS.getOrDefault(encoding, "");
        return new TextEncoding(
                !charset.isEmpty() && Charset.isSupported(charset)
                        ? Charset.forName(charset)
                        : StandardCharsets.US_ASCII);
    }

    /** Returns the text with what the database cannot hold replaced. */
    String fit(String text) {
        Charset known = charset;
        if (known == null) {
            return text;
        }
        CharsetEncoder encoder = known.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder fitting = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80 || encoder.canEncode(Character.toString(c))) {
                fitting.appendCodePoint(c);
            } else {
                // Ours, where a text was cut.
                fitting.append(c == '…' ? "..." : "?");
            }
        });
        return fitting.toString();
    }
}
