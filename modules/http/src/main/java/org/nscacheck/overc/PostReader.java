/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.overc.AlertsPost.PostedAlert;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one post, token after token, so that what is not wanted takes no memory. The parser stands at the first token. Text that
 * is no JSON ends in an exception of Jackson. Not thread-safe.
 */
final class PostReader {

    /** OverC stores so many characters of a title. */
    private static final int TITLE_LENGTH = 64;

    /** How much is shown of a state that is none. */
    private static final int STATE_LENGTH = 64;

    private final JsonParser from;
    private final RequestLimits limits;

    PostReader(JsonParser from, RequestLimits limits) {
        this.from = from;
        this.limits = limits;
    }

    Identification ping() throws InvalidRequestException {
        requireObject("the body");
        Identification server = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            if (key.equals("server")) {
                server = identification();
            } else {
                from.skipChildren();
            }
        }
        return present(server, "server");
    }

    StatusPost status() throws InvalidRequestException {
        requireObject("the body");
        Identification server = null;
        Integer period = null;
        List<ServiceReport> services = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            switch (key) {
                case "server" -> server = identification();
                case "period" -> period = period();
                case "services" -> services = list("services", this::service);
                default -> from.skipChildren();
            }
        }
        return new StatusPost(present(server, "server"), present(period, "period"), present(services, "services"));
    }

    AlertsPost alerts() throws InvalidRequestException {
        requireObject("the body");
        Identification server = null;
        List<PostedAlert> alerts = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            switch (key) {
                case "server" -> server = identification();
                case "alerts" -> alerts = list("alerts", this::alert);
                default -> from.skipChildren();
            }
        }
        return new AlertsPost(present(server, "server"), present(alerts, "alerts"));
    }

    private Identification identification() throws InvalidRequestException {
        requireObject("server");
        String name = null;
        String secret = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            switch (key) {
                case "name" -> name = name("server.name");
                case "key" -> secret = secret();
                default -> from.skipChildren();
            }
        }
        return new Identification(present(name, "server.name"), Secret.of(present(secret, "server.key")));
    }

    private ServiceReport service(String path) throws InvalidRequestException {
        requireObject(path);
        String name = null;
        String state = null;
        String info = "";
        Integer period = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            switch (key) {
                case "name" -> name = name(path + ".name");
                case "state" -> state = text(path + ".state");
                case "info" -> info = storable(text(path + ".info"));
                case "period" -> period = ownPeriod(path + ".period");
                default -> from.skipChildren();
            }
        }
        String word = present(state, path + ".state");
        Status status = OverCStates.of(word).orElse(null);
        return status == null
                ? new ServiceReport(present(name, path + ".name"), Status.UNKNOWN, unsupported(info, word), period)
                : new ServiceReport(present(name, path + ".name"), status, info, period);
    }

    private PostedAlert alert(String path) throws InvalidRequestException {
        requireObject(path);
        String message = null;
        String service = null;
        String title = null;
        for (String key = nextKey(); key != null; key = nextKey()) {
            switch (key) {
                case "message" -> message = storable(text(path + ".message"));
                case "service" -> service = name(path + ".service");
                case "title" -> title = title();
                default ->
                    throw new InvalidRequestException(path + " has the key '" + Names.shortened(key)
                            + "': an alert has message, service and title, and no other");
            }
        }
        return new PostedAlert(present(message, path + ".message"), service, title);
    }

    /** Moves to the value of the next key, and returns the key; null at the end of the object. */
    private @Nullable String nextKey() {
        String key = from.nextName();
        if (key != null) {
            from.nextToken();
        }
        return key;
    }

    private <T> List<T> list(String path, Element<T> element) throws InvalidRequestException {
        require(JsonToken.START_ARRAY, path, "a list");
        List<T> list = new ArrayList<>();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            if (list.size() == limits.entries()) {
                throw new InvalidRequestException(
                        path + " has more than " + limits.entries() + " entries: send them in several posts");
            }
            list.add(element.read(path + "[" + list.size() + "]"));
        }
        return list;
    }

    private void requireObject(String path) throws InvalidRequestException {
        require(JsonToken.START_OBJECT, path, "a JSON object");
    }

    private void require(JsonToken token, String path, String what) throws InvalidRequestException {
        if (from.currentToken() != token) {
            throw new InvalidRequestException(path + " must be " + what);
        }
    }

    private static <T> T present(@Nullable T value, String path) throws InvalidRequestException {
        if (value == null) {
            throw new InvalidRequestException(path + " is missing");
        }
        return value;
    }

    private String text(String path) throws InvalidRequestException {
        require(JsonToken.VALUE_STRING, path, "a text");
        return from.getString();
    }

    private String name(String path) throws InvalidRequestException {
        String name = text(path);
        requireLength(name, path);
        if (name.isBlank()) {
            throw new InvalidRequestException(path + " must not be empty");
        }
        if (name.codePoints().anyMatch(PostReader::isUnfitForNames)) {
            throw new InvalidRequestException(
                    path + " '" + Names.shortened(name) + "' has a control character or half a character");
        }
        return name;
    }

    /** No message shows anything of it. */
    private String secret() throws InvalidRequestException {
        String secret = text("server.key");
        requireLength(secret, "server.key");
        if (secret.isEmpty()) {
            throw new InvalidRequestException("server.key must not be empty");
        }
        if (secret.codePoints().anyMatch(PostReader::isUnfitForNames)) {
            throw new InvalidRequestException("server.key has a control character or half a character");
        }
        return secret;
    }

    private void requireLength(String text, String path) throws InvalidRequestException {
        int length = text.codePointCount(0, text.length());
        if (length > limits.nameLength()) {
            throw new InvalidRequestException(
                    path + " has " + length + " characters, at most " + limits.nameLength() + " are stored");
        }
    }

    /** OverC looks at nothing of a title, so that it may be anything. */
    private @Nullable String title() {
        if (from.currentToken() != JsonToken.VALUE_STRING) {
            from.skipChildren();
            return null;
        }
        return beginning(storable(from.getString()), TITLE_LENGTH);
    }

    private int period() throws InvalidRequestException {
        OptionalLong seconds = seconds("period");
        if (seconds.isEmpty()) {
            throw new InvalidRequestException(
                    "period '" + Names.shortened(from.getString()) + "' is not a whole number of seconds");
        }
        return inRange(seconds.getAsLong(), "period");
    }

    /** As in OverC, the period of the post stands in for a text that is no number. */
    private @Nullable Integer ownPeriod(String path) throws InvalidRequestException {
        OptionalLong seconds = seconds(path);
        return seconds.isEmpty() ? null : inRange(seconds.getAsLong(), path);
    }

    private OptionalLong seconds(String path) throws InvalidRequestException {
        return switch (from.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_STRING -> PythonNumber.ofText(from.getString());
            case VALUE_NUMBER_FLOAT -> OptionalLong.of(PythonNumber.ofFraction(from.getString()));
            case VALUE_TRUE -> OptionalLong.of(1);
            case VALUE_FALSE -> OptionalLong.of(0);
            default -> throw new InvalidRequestException(path + " must be a whole number of seconds");
        };
    }

    private static int inRange(long seconds, String path) throws InvalidRequestException {
        if (seconds < 0 || seconds > Integer.MAX_VALUE) {
            throw new InvalidRequestException(path + " " + seconds + " is outside 0 to " + Integer.MAX_VALUE);
        }
        return (int) seconds;
    }

    /** The words are OverC's. */
    private static String unsupported(String info, String state) {
        String note = "(sent unsupported state: \"" + beginning(storable(state), STATE_LENGTH) + "\")";
        return info.isEmpty() ? note : info + " " + note;
    }

    private static String beginning(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /** Replaces what has no UTF-8, and NUL, which PostgreSQL does not store. */
    private static String storable(String text) {
        if (text.codePoints().noneMatch(c -> c == 0 || isHalf(c))) {
            return text;
        }
        return text.codePoints()
                .map(c -> c == 0 || isHalf(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isUnfitForNames(int codePoint) {
        return Character.isISOControl(codePoint) || isHalf(codePoint);
    }

    /** Reads one element of a list. */
    @FunctionalInterface
    private interface Element<T> {

        /** @param path where it stands, for messages */
        T read(String path) throws InvalidRequestException;
    }
}
