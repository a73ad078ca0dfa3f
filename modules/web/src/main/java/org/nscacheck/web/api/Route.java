/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Permission;

/**
 * A route of the API, as its description tells of it.
 *
 * @param method HTTP method
 * @param path below the path of the API
 * @param scope least scope of a token that opens it
 * @param summary what it does
 * @param query names of its parameters
 * @param input type of the body that is sent, or null if there is none
 * @param answer what it answers when all is well
 */
record Route(
        String method,
        String path,
        Permission scope,
        String summary,
        List<String> query,
        @Nullable Class<? extends Record> input,
        Answer answer) {

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param type type of its body, or null if there is none or it is no JSON
     * @param shape how the body is made of the type
     */
    record Answer(int status, @Nullable Class<? extends Record> type, Shape shape) {}

    /** How a body is made of a type. */
    enum Shape {
        /** It is one. */
        ONE,
        /** The same, with an {@code ETag}, which changes need. */
        TAGGED,
        /** It is a part of a list. */
        LIST,
        /** It is text. */
        TEXT,
        /** It is YAML. */
        YAML,
        /** There is none. */
        EMPTY
    }

    static Route list(String path, String summary, Class<? extends Record> type, String... query) {
        return new Route(
                "GET", path, Permission.VIEW, summary, List.of(query), null, new Answer(200, type, Shape.LIST));
    }

    static Route show(String path, String summary, Class<? extends Record> type) {
        return new Route("GET", path, Permission.VIEW, summary, List.of(), null, new Answer(200, type, Shape.TAGGED));
    }

    static Route text(String path, String summary, String... query) {
        return new Route(
                "GET", path, Permission.VIEW, summary, List.of(query), null, new Answer(200, null, Shape.TEXT));
    }

    static Route add(String path, Permission scope, Class<? extends Record> input, Class<? extends Record> type) {
        return new Route("POST", path, scope, "Adds one.", List.of(), input, new Answer(201, type, Shape.TAGGED));
    }

    static Route change(String path, Class<? extends Record> input, Class<? extends Record> type) {
        return new Route(
                "PUT",
                path,
                Permission.ADMINISTER,
                "Changes it; needs the ETag of its answer as If-Match.",
                List.of(),
                input,
                new Answer(200, type, Shape.TAGGED));
    }

    static Route delete(String path, String summary) {
        return new Route(
                "DELETE", path, Permission.ADMINISTER, summary, List.of(), null, new Answer(204, null, Shape.EMPTY));
    }

    static Route act(
            String path,
            Permission scope,
            String summary,
            @Nullable Class<? extends Record> input,
            Class<? extends Record> type) {
        return new Route("POST", path, scope, summary, List.of(), input, new Answer(200, type, Shape.ONE));
    }

    /** Returns the same with another successful answer. */
    Route with(int status, Shape shape) {
        return new Route(method, path, scope, summary, query, input, new Answer(status, answer.type, shape));
    }

    /** Returns the same for another least scope. */
    Route with(Permission other) {
        return new Route(method, path, other, summary, query, input, answer);
    }

    /** Returns whether it changes one version of something. */
    boolean needsVersion() {
        return method.equals("PUT") || (method.equals("DELETE") && !path.startsWith("/tokens"));
    }
}
