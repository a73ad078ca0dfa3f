/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Writes parts, each with a head of four bytes: its code and its length with the head, both in network byte order. Not thread-safe.
 *
 * <pre>
 * string   code(2) length(2) bytes NUL
 * number   code(2) length(2)=12 number(8)
 * values   0006    length(2) count(2) types(count) numbers(8 * count); a gauge is little-endian, all others big-endian
 * </pre>
 */
final class PartWriter {

    private static final int HEAD = 4;
    private static final int NUMBER = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    void string(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(type, HEAD + bytes.length + 1);
        out.writeBytes(bytes);
        out.write(0);
    }

    /** Writes a string unless it is empty. */
    void given(int type, String text) {
        if (!text.isEmpty()) {
            string(type, text);
        }
    }

    void number(int type, long number) {
        head(type, NUMBER);
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    void interval(Duration interval) {
        number(PartType.INTERVAL_HR, CdTime.of(interval));
    }

    void values(List<Value> values) {
        int count = values.size();
        head(PartType.VALUES, HEAD + Short.BYTES + count * (1 + Long.BYTES));
        ByteBuffer body = ByteBuffer.allocate(Short.BYTES + count * (1 + Long.BYTES));
        body.putShort((short) count);
        values.forEach(value -> body.put((byte) value.type().code()));
        values.forEach(value -> body.putLong(bits(value)));
        out.writeBytes(body.array());
    }

    private static long bits(Value value) {
        return value.type() == ValueType.GAUGE ? Long.reverseBytes(value.bits()) : value.bits();
    }

    private void head(int type, int length) {
        out.writeBytes(ByteBuffer.allocate(HEAD)
                .putShort((short) type)
                .putShort((short) length)
                .array());
    }
}
