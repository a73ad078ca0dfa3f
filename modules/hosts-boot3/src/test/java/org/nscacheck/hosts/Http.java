/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.context.ConfigurableApplicationContext;

/** Asks an application for pages, as anna. */
final class Http {

    private Http() {}

    /** Returns a page that must be there. */
    static String page(ConfigurableApplicationContext application, String path) {
        HttpResponse<String> answer = get(application, path, "anna:pw");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** @param credentials name and password, empty for nobody's */
    static HttpResponse<String> get(ConfigurableApplicationContext application, String path, String credentials) {
        return answer(request(application, path), credentials);
    }

    /** Sends a form as nobody. */
    static HttpResponse<String> post(ConfigurableApplicationContext application, String path, String form) {
        return answer(
                request(application, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                "");
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext application, String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request, String credentials) {
        if (!credentials.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + encoded);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
