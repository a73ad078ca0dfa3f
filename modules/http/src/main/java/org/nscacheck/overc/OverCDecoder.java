/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what OverC's clients post. Whatever the bytes are, the result is a post or an {@link InvalidRequestException}. Thread-safe.
 *
 * <p>Keys that OverC does not know are skipped, but refused in alerts, as OverC does. {@code info} may be absent and is empty then,
 * {@code period} is whatever Python's {@code int()} takes, and a state of another word becomes UNKNOWN and says so in {@code info}.
 * Of a key that occurs twice the last one counts. What differs from OverC's own reading stands in
 * {@code docs/protocols/overc.md}.
 */
public final class OverCDecoder {

    /** Digits of a number, and characters of a key, beyond which no client of good will goes. */
    private static final int MOST_CHARACTERS = 1000;

    private final RequestLimits limits;
    private final JsonFactory json;

    /** @param limits how large a post may be */
    public OverCDecoder(RequestLimits limits) {
        this.limits = limits;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxNumberLength(MOST_CHARACTERS)
                        .maxNameLength(MOST_CHARACTERS)
                        .maxStringLength(limits.bodyBytes())
                        .build())
                // The table of names outlives a post, and these names are anybody's.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
    }

    /**
     * Reads the body of {@code /api/ping}.
     *
     * @throws InvalidRequestException if it is not one
     */
    public Identification ping(byte[] body) throws InvalidRequestException {
        return read(body, PostReader::ping);
    }

    /**
     * Reads the body of {@code /api/set/service/status}.
     *
     * @throws InvalidRequestException if it is not one
     */
    public StatusPost status(byte[] body) throws InvalidRequestException {
        return read(body, PostReader::status);
    }

    /**
     * Reads the body of {@code /api/set/alerts}.
     *
     * @throws InvalidRequestException if it is not one
     */
    public AlertsPost alerts(byte[] body) throws InvalidRequestException {
        return read(body, PostReader::alerts);
    }

    private <T> T read(byte[] body, Reading<T> reading) throws InvalidRequestException {
        if (body.length > limits.bodyBytes()) {
            throw new InvalidRequestException(
                    "the body has " + body.length + " bytes, at most " + limits.bodyBytes() + " are taken");
        }
        try (JsonParser from = json.createParser(ObjectReadContext.empty(), utf8(body))) {
            from.nextToken();
            T post = reading.read(new PostReader(from, limits));
            if (from.nextToken() != null) {
                throw new InvalidRequestException("something follows the JSON object");
            }
            return post;
        } catch (StreamConstraintsException e) {
            throw new InvalidRequestException("the body is nested deeper than " + limits.depth()
                    + " levels, or has a number or a key of more than " + MOST_CHARACTERS + " characters");
        } catch (JacksonException e) {
            // Its message may quote the body, and so a key.
            throw new InvalidRequestException("the body is not JSON" + place(e.getLocation()));
        }
    }

    private static String utf8(byte[] body) throws InvalidRequestException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException("the body is not UTF-8");
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Reads one kind of post. */
    @FunctionalInterface
    private interface Reading<T> {

        T read(PostReader reader) throws InvalidRequestException;
    }
}
