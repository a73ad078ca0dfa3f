/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nscacheck.Status;
import org.nscacheck.cli.shell.Secrets;
import org.nscacheck.cli.shell.Shell;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nscacheck check}: asks an application for the result of one of its checks, as a plugin of Nagios. */
@Command(
        name = "check",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks an application with nscacheck for one of its checks, and prints and ends as a Nagios plugin does.",
            "%nThe token comes from a file or from the environment variable NSCACHECK_TOKEN."
        },
        exitCodeOnInvalidInput = 3,
        exitCodeOnExecutionException = 3,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0 to 2:the state of the check: OK, WARNING, CRITICAL",
            "3:UNKNOWN: also an application that cannot be reached or refuses, and a faulty option"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String TOKEN = "NSCACHECK_TOKEN";
    private static final String EXIT = "X-Nscacheck-Exit";
    private static final int MOST_SHOWN = 65_536;

    private final Shell shell;

    @Option(
            names = {"-u", "--url"},
            required = true,
            paramLabel = "URL",
            description = "Where the application serves its checks, such as https://shop.example.net/nscacheck.")
    private URI base = URI.create("");

    @Option(names = "--token-file", paramLabel = "FILE", description = "File whose first line is the token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Time limit, ${DEFAULT-VALUE} by default.")
    private double timeout;

    @Parameters(paramLabel = "CHECK", description = "Name or key of the check.")
    private String check = "";

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(timeout > 0) || base.getHost() == null) {
            return unknown("the URL needs a host, and the timeout must be above 0");
        }
        try {
            return print(HttpClient.newHttpClient()
                    .send(request(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        } catch (ConnectException e) {
            return unknown(base.getAuthority() + ": connection refused: check that the application runs there");
        } catch (IOException | IllegalArgumentException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return unknown(base.getAuthority() + ": " + message);
        }
    }

    private HttpRequest request() throws IOException {
        String name = URLEncoder.encode(check, StandardCharsets.UTF_8).replace("+", "%20");
        String below = base.toString().replaceFirst("/+$", "");
        Duration limit = Duration.ofMillis((long) (timeout * 1000));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(below + "/plugin/" + name))
                .timeout(limit)
                .GET();
        Optional<Secret> token = Secrets.find(tokenFile, shell.environment(), TOKEN);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        return request.build();
    }

    private int print(HttpResponse<String> answer) {
        Optional<Integer> code = answer.headers().firstValue(EXIT).flatMap(CheckCommand::code);
        if (answer.statusCode() != 200 || code.isEmpty()) {
            return unknown(refusal(answer.statusCode()));
        }
        PrintStream out = shell.out();
        String body = answer.body();
        out.println((body.length() > MOST_SHOWN ? body.substring(0, MOST_SHOWN) : body).stripTrailing());
        return code.get();
    }

    private static Optional<Integer> code(String text) {
        return text.matches("[0-3]") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private String refusal(int status) {
        String reason =
                switch (status) {
                    case 200 -> "the answer is none of nscacheck's: is the URL right?";
                    case 401, 403 ->
                        "the application refuses the token (HTTP " + status + "): set " + TOKEN
                                + ", or name another --token-file";
                    case 404 -> "the application knows no check '" + check + "', or serves none at this URL";
                    default -> "the application answers with HTTP " + status;
                };
        return base.getAuthority() + ": " + reason;
    }

    private int unknown(String reason) {
        shell.out().println("UNKNOWN: " + Names.printable(reason));
        return Status.UNKNOWN.code();
    }
}
