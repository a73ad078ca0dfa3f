/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.overc;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OverC's push API without HTTP, defects included: what its validation lets through and its code then fails at is answered with 500, as
 * are names that its columns do not hold.
 */
final class OverCApi {

    private static final int COLUMN = 32;
    private static final Set<String> STATES = Set.of("OK", "WARN", "FAIL", "UNK");
    private static final Set<String> KEYS_OF_ALERTS = Set.of("title", "message", "service");

    private final OverCRegister register;

    OverCApi(OverCRegister register) {
        this.register = register;
    }

    /** An answer of HTTP. */
    record Reply(int status, String body) {

        static Reply error(int status, String error) {
            return new Reply(status, "{\"error\": " + JsonText.quoted(error) + "}\n");
        }

        static Reply failed() {
            return new Reply(500, "<title>500 Internal Server Error</title><h1>Internal Server Error</h1>");
        }
    }

    /** The request is not what the API wants. */
    private static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String reason) {
            super(reason);
        }
    }

    /** The code fails at it. */
    private static final class FailedException extends Exception {
        private static final long serialVersionUID = 1;
    }

    Reply post(String path, String body) {
        try {
            Map<?, ?> data = object(body);
            return switch (path) {
                case "/api/ping" -> ping(data);
                case "/api/set/service/status" -> status(data);
                case "/api/set/alerts" -> alerts(data);
                default -> new Reply(404, "<title>404 Not Found</title>");
            };
        } catch (MalformedException e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        } catch (FailedException e) {
            return Reply.failed();
        }
    }

    private static Map<?, ?> object(String body) throws MalformedException {
        Object data;
        try {
            data = JsonText.read(body);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no JSON: " + e.getMessage());
        }
        if (data instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedException("no JSON object");
    }

    private Reply ping(Map<?, ?> data) throws MalformedException, FailedException {
        return identify(data) == null ? forbidden() : new Reply(200, "{\"pong\": 1}\n");
    }

    private static Reply forbidden() {
        return Reply.error(403, "Invalid server key");
    }

    /** Returns the name of the server, or null if the key is wrong. */
    private @Nullable String identify(Map<?, ?> data) throws MalformedException, FailedException {
        if (!(data.get("server") instanceof Map<?, ?> server)
                || !(server.get("name") instanceof String name)
                || !(server.get("key") instanceof String key)) {
            throw new MalformedException("server must be an object with the texts name and key");
        }
        requireColumn(name);
        requireColumn(key);
        return register.identify(name, key) ? name : null;
    }

    private static void requireColumn(String text) throws FailedException {
        if (text.codePointCount(0, text.length()) > COLUMN) {
            throw new FailedException();
        }
    }

    private Reply status(Map<?, ?> data) throws MalformedException, FailedException {
        if (!data.containsKey("period") || !(data.get("services") instanceof List<?> services)) {
            throw new MalformedException("period or the list services is missing");
        }
        Integer period = integer(data.get("period"));
        if (period == null) {
            throw new MalformedException("period is no integer");
        }
        for (Object service : services) {
            if (!(service instanceof Map<?, ?> map)
                    || !(map.get("name") instanceof String)
                    || !(map.get("state") instanceof String)
                    || (map.containsKey("info") && !(map.get("info") instanceof String))) {
                throw new MalformedException("a service is no object with the texts name, state and info");
            }
        }
        String server = identify(data);
        if (server == null) {
            return forbidden();
        }
        for (Object service : services) {
            requireStorable((Map<?, ?>) service);
        }
        for (Object service : services) {
            store(server, (Map<?, ?>) service, period);
        }
        return new Reply(200, "{\"ok\": 1}\n");
    }

    /** All or nothing: OverC commits once, after the last one. */
    private static void requireStorable(Map<?, ?> service) throws FailedException {
        requireColumn(String.valueOf(service.get("name")));
        if (!service.containsKey("info")) {
            throw new FailedException(); // It is optional by the documentation, and read all the same.
        }
        if (service.containsKey("period")) {
            Integer unused = integer(service.get("period"));
        }
    }

    private void store(String server, Map<?, ?> service, int period) throws FailedException {
        Integer own = service.containsKey("period") ? integer(service.get("period")) : null;
        String state = String.valueOf(service.get("state"));
        String info = String.valueOf(service.get("info"));
        boolean known = STATES.contains(state);
        register.store(
                server,
                String.valueOf(service.get("name")),
                own == null ? period : own,
                known ? state : "UNK",
                known ? info : info + " (sent unsupported state: \"" + state + "\")");
    }

    /** Returns what int() of Python makes of it, or null for a text that is none. */
    private static @Nullable Integer integer(@Nullable Object value) throws FailedException {
        if (value instanceof BigInteger number && number.bitLength() < 32) {
            return number.intValue();
        } else if (value instanceof Double number && Math.abs(number) <= Integer.MAX_VALUE) {
            return number.intValue();
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (value instanceof String text) {
            return text.strip().matches("[+-]?[0-9]{1,9}") ? Integer.valueOf(text.strip()) : null;
        }
        throw new FailedException();
    }

    private Reply alerts(Map<?, ?> data) throws MalformedException, FailedException {
        if (!(data.get("alerts") instanceof List<?> alerts)) {
            throw new MalformedException("the list alerts is missing");
        }
        for (Object alert : alerts) {
            if (!(alert instanceof Map<?, ?> map)
                    || !(map.get("message") instanceof String)
                    || (map.containsKey("service") && !(map.get("service") instanceof String))
                    || !KEYS_OF_ALERTS.containsAll(map.keySet())) {
                throw new MalformedException("an alert is no object with the texts message and service");
            }
        }
        String server = identify(data);
        if (server == null) {
            return forbidden();
        }
        for (Object alert : alerts) {
            if (((Map<?, ?>) alert).get("service") instanceof String service) {
                requireColumn(service);
            }
        }
        for (Object alert : alerts) {
            Map<?, ?> map = (Map<?, ?>) alert;
            String service = map.get("service") instanceof String name ? name : null;
            register.alert(server, service, String.valueOf(map.get("message")));
        }
        return new Reply(200, "{\"ok\": 1}\n");
    }
}
