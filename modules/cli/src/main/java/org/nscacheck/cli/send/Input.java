/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.send;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nscacheck.nsca.NscaMessage;

/**
 * What {@code send_nsca} reads from its standard input: records with an ETB between them, of which each has three or four fields with
 * a tab between them.
 *
 * <p>Read as {@code send_nsca} 2.10 reads it, except where that would announce a good state that nobody has reported, or lose a
 * result; {@link RecordReader} has these cases.
 *
 * @param messages the results, in order
 * @param warnings what was read otherwise than it was written, for people
 * @param faults records that cannot be sent, for people
 */
public record Input(List<NscaMessage> messages, List<String> warnings, List<String> faults) {

    /** Between two records since nsca 2.9. */
    public static final char ETB = 0x17;

    public Input {
        messages = List.copyOf(messages);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    /**
     * @param bytes text in UTF-8, or else in ISO 8859-1
     * @param delimiter between the fields of a record
     * @param separator between records
     */
    public static Input read(byte[] bytes, char delimiter, char separator) {
        String text = decode(bytes);
        RecordReader reader = new RecordReader(delimiter);
        List<NscaMessage> messages = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (int begin = 0; begin < text.length(); ) {
            int end = text.indexOf(separator, begin);
            end = end < 0 ? text.length() : end;
            String record = text.substring(begin, end);
            begin = end + 1;
            number++;
            if (!record.isBlank()) {
                String name = "record " + number + ": ";
                try {
                    messages.add(reader.read(record, warning -> warnings.add(name + warning)));
                } catch (IllegalArgumentException e) {
                    faults.add(name + e.getMessage());
                }
            }
        }
        return new Input(messages, warnings, faults);
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
