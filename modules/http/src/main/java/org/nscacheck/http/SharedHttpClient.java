/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The platform's HTTP client, made when it is first needed: it has threads, which all servers of a factory share. They end some
 * time after nobody uses it any more. Thread-safe.
 *
 * <p>HTTP/1.1 only, follows no redirect, and goes through the proxies that the JVM is told of.
 */
public final class SharedHttpClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private @Nullable HttpClient client;

    /** Returns the client, a new one the first time. */
    public synchronized HttpClient get() {
        HttpClient known = client;
        if (known == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT);
            ProxySelector proxies = ProxySelector.getDefault();
            if (proxies != null) {
                builder.proxy(proxies);
            }
            known = builder.build();
            client = known;
        }
        return known;
    }
}
