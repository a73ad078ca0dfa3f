/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.nscacheck.server.Secret;

/**
 * What a {@code send_nsca.cfg} says, read as {@code send_nsca} 2.10 reads it: {@code name=value} without blanks around the
 * equals sign, the value up to the end of the line, comments with {@code #} in the first column, and no other names than
 * {@code password}, {@code encryption_method} and {@code legacy_2_7_mode}.
 *
 * @param password password, empty if none is given
 * @param encryption method; 1 if none is given
 * @param shortOutput whether the daemon is older than 2.9
 */
public record SendNscaConfig(Secret password, Encryption encryption, boolean shortOutput) {

    /** The longest value the program reads. */
    private static final int MAX_VALUE_BYTES = 5119;

    /**
     * @throws IOException if the file cannot be read, or {@code send_nsca} would refuse it; the message names file and line
     *     and never what a line says
     */
    public static SendNscaConfig read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
        Parsed parsed = new Parsed(file);
        for (String line : text.split("\n", -1)) {
            parsed.line(line);
        }
        return new SendNscaConfig(Secret.of(parsed.password), parsed.encryption, parsed.shortOutput);
    }

    /** What has been read so far. */
    private static final class Parsed {

        private final Path file;
        private int line;
        private String password = "";
        private Encryption encryption = Encryption.XOR;
        private boolean shortOutput;

        Parsed(Path file) {
            this.file = file;
        }

        void line(String text) throws IOException {
            line++;
            if (text.isEmpty() || text.startsWith("#") || text.startsWith("\r")) {
                return;
            }
            int equals = text.indexOf('=');
            String value = equals < 0 ? "" : text.substring(equals + 1);
            if (value.isEmpty()) {
                throw fault("is not name=value, or has no value");
            }
            if (value.length() > MAX_VALUE_BYTES) {
                throw fault("is longer than " + MAX_VALUE_BYTES + " bytes");
            }
            switch (text.substring(0, equals)) {
                case "password" -> password = utf8(value);
                case "encryption_method" -> encryption = method(value.strip());
                case "legacy_2_7_mode" ->
                    shortOutput = value.toLowerCase(Locale.ROOT).matches("(true|yes)\\s*");
                default -> throw fault("sets something else than password, encryption_method or legacy_2_7_mode");
            }
        }

        /** Passwords are bytes to the program, and text to us. */
        private String utf8(String bytes) throws IOException {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(StandardCharsets.ISO_8859_1.encode(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw fault("holds a password that is not UTF-8");
            }
        }

        private Encryption method(String value) throws IOException {
            try {
                return Encryption.ofNumber(Integer.parseInt(value))
                        .filter(Encryption::isTakenByProgram)
                        .orElseThrow(() -> fault("sets an encryption_method that send_nsca refuses"));
            } catch (NumberFormatException e) {
                throw fault("sets an encryption_method that is not a number");
            }
        }

        private IOException fault(String what) {
            return new IOException(file + ", line " + line + " " + what);
        }
    }
}
