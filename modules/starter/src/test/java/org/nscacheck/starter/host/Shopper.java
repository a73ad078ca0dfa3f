/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.host;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Anna, who administers a {@link SmallShop}, at her browser. */
final class Shopper {

    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("anna:pw".getBytes(StandardCharsets.UTF_8));

    private final HttpClient client = HttpClient.newHttpClient();
    private final String shop;

    /** @param port the shop's */
    Shopper(String port) {
        this.shop = "http://127.0.0.1:" + port;
    }

    HttpResponse<String> get(String path) {
        return ask(path).join();
    }

    CompletableFuture<HttpResponse<String>> ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(shop + path))
                .header("Authorization", CREDENTIALS)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
