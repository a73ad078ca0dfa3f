/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real Alertmanager as a child process on 127.0.0.1, which tells each alert at once to a webhook. Linux only; the calling test is
 * skipped where it is not installed ({@link Programs}).
 */
public final class Alertmanager implements AutoCloseable {

    private final TempDirectory directory;
    private final int port = Ports.free();
    private @Nullable ChildProcess process;

    private Alertmanager() throws IOException {
        this.directory = TempDirectory.create("nscacheck-alertmanager-");
    }

    /** @param webhook URL of whom it tells */
    public static Alertmanager start(String webhook) {
        Path program = Programs.require("prometheus-alertmanager");
        try {
            Alertmanager alertmanager = new Alertmanager();
            try {
                alertmanager.launch(program, webhook);
                return alertmanager;
            } catch (IOException | AssertionError e) {
                alertmanager.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(Path program, String webhook) throws IOException {
        Path configuration = directory.write(
                "alertmanager.yml", Template.fill("alertmanager/alertmanager.yml", Map.of("WEBHOOK", webhook)));
        ChildProcess child = ChildProcess.start(
                List.of(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + directory.file("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="),
                directory.path(),
                directory.file("log"));
        process = child;
        Await.until(
                () -> Ports.isListening(port) || !child.isAlive(),
                Await.PATIENCE,
                () -> "Alertmanager does not listen on port " + port + ": " + child.story());
        if (!child.isAlive()) {
            throw new IOException("Alertmanager did not start on port " + port + ": " + child.story());
        }
    }

    public int port() {
        return port;
    }

    /** Returns the alerts that hold now and match, as its API tells them in JSON; a matcher such as {@code host="shop"}. */
    public String alerts(String matcher) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts?filter="
                + URLEncoder.encode(matcher, StandardCharsets.UTF_8));
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Alertmanager", e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            process.kill();
        }
        directory.delete();
    }
}
