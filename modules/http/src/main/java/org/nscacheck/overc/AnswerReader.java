/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nscacheck.http.HttpOutcome;
import org.nscacheck.overc.OverCAnswer.Kind;
import org.nscacheck.server.Names;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what was answered to a post. Whatever the bytes are, the result is an answer. For one answer. */
final class AnswerReader {

    private static final JsonFactory JSON = new JsonFactory();

    /** Most characters of an answer that are shown. */
    private static final int MOST_CHARACTERS = 300;

    private final HttpOutcome.Answered raw;
    private final UnaryOperator<String> clean;

    private AnswerReader(HttpOutcome.Answered raw, UnaryOperator<String> clean) {
        this.raw = raw;
        this.clean = clean;
    }

    /**
     * @param done the key that says that the post was taken, {@code ok} or {@code pong}
     * @param clean takes secrets out of what the other side has written: it may quote the request
     */
    static OverCAnswer read(HttpOutcome.Answered raw, String done, UnaryOperator<String> clean) {
        return new AnswerReader(raw, clean).answer(done);
    }

    private OverCAnswer answer(String done) {
        return switch (raw.status()) {
            case 200 ->
                isDone(done)
                        ? OverCAnswer.DONE
                        : new OverCAnswer(
                                Kind.TURNED_AWAY,
                                "the answer is not OverC's: is it a login page, or another"
                                        + " application at this address and path?");
            case 400 -> new OverCAnswer(Kind.MALFORMED, words());
            case 401 ->
                new OverCAnswer(
                        Kind.TURNED_AWAY,
                        "user and password of HTTP basic authentication are wrong or" + " missing (HTTP 401)");
            case 403 ->
                new OverCAnswer(
                        Kind.WRONG_KEY,
                        words() + ": the key is not the one with which this name was"
                                + " registered at the first contact");
            case 404, 405 ->
                new OverCAnswer(Kind.TURNED_AWAY, "there is no OverC at this path (HTTP " + raw.status() + ")");
            case 408, 425, 429, 503 ->
                new OverCAnswer(Kind.BUSY, words(), raw.pause().orElse(null));
            case 413 -> new OverCAnswer(Kind.TOO_LARGE, words());
            case 502, 504 -> new OverCAnswer(Kind.UNKNOWN, words() + ": a proxy has no answer of OverC");
            default -> other();
        };
    }

    private OverCAnswer other() {
        if (raw.status() >= 500) {
            return new OverCAnswer(Kind.FAILED, words());
        }
        String location = raw.header("Location")
                .map(to -> " to " + Names.shortened(clean.apply(to).replaceFirst("//[^/]*@", "//***@")))
                .orElse("");
        return new OverCAnswer(
                Kind.TURNED_AWAY,
                raw.status() >= 300 && raw.status() < 400
                        ? "redirected" + location + ", which is not followed: set the server's address, port, path and"
                                + " TLS to where OverC is (HTTP " + raw.status() + ")"
                        : words());
    }

    private boolean isDone(String done) {
        return value(done, JsonToken.VALUE_NUMBER_INT).filter("1"::equals).isPresent();
    }

    /** Returns OverC's own words if there are any, and the status. */
    private String words() {
        String status = "HTTP " + raw.status();
        return value("error", JsonToken.VALUE_STRING)
                .map(error -> beginning(Names.printable(clean.apply(error))) + " (" + status + ")")
                .orElse(status);
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }

    /** Returns the value of a key of the object that the body is, if it has this form. */
    private Optional<String> value(String key, JsonToken form) {
        try (JsonParser from =
                JSON.createParser(ObjectReadContext.empty(), raw.body().orElse(""))) {
            String value = null;
            if (from.nextToken() == JsonToken.START_OBJECT) {
                for (String name = from.nextName(); name != null; name = from.nextName()) {
                    boolean wanted = from.nextToken() == form && name.equals(key);
                    value = wanted ? from.getString() : value;
                    from.skipChildren();
                }
            }
            return from.nextToken() == null ? Optional.ofNullable(value) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
