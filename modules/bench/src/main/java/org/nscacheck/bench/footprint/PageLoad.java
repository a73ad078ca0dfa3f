/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench.footprint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Asks for a page at a fixed rate, and counts the time from when a request was due: a slow answer delays no count. */
final class PageLoad {

    private PageLoad() {}

    /** Returns the time in milliseconds within which 99 of 100 answers came. */
    static double p99Millis(int port, int perSecond, int seconds) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        long[] took = new long[perSecond * seconds];
        long interval = 1_000_000_000L / perSecond;
        long due = System.nanoTime();
        for (int i = 0; i < took.length; i++) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            HttpResponse<String> answer = client.send(page, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the page answered " + answer.statusCode());
            }
            took[i] = System.nanoTime() - due;
            due += interval;
        }
        Arrays.sort(took);
        return took[took.length * 99 / 100] / 1e6;
    }
}
