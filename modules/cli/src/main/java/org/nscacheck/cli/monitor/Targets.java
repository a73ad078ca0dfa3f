/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.overc.BasicLogin;
import org.nscacheck.overc.OverCSenderFactory;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** The kinds of servers that a process on the command line can send to. */
public final class Targets {

    /** Name of the server that a section {@code [overc]} or the option {@code -s} means. */
    static final String OVERC = "overc";

    /** Whoever writes the configuration starts the process: its paths need no limits. */
    private static final SenderLimits LIMITS =
            SenderLimits.USUAL.withConfigurations(List.of(Path.of("/"))).withPrograms(List.of(Path.of("/")));

    private static final List<SenderFactory> FACTORIES = List.of(
            new NscaSenderFactory(Path.of(System.getProperty("java.io.tmpdir"), "nscacheck"), LIMITS),
            new NscaNgSenderFactory(LIMITS),
            new OverCSenderFactory(LIMITS));

    private Targets() {}

    /** Returns what sends to each kind. */
    static List<SenderFactory> factories() {
        return FACTORIES;
    }

    static Optional<SenderFactory> factory(String kind) {
        return FACTORIES.stream().filter(factory -> factory.kind().equals(kind)).findFirst();
    }

    static List<String> kinds() {
        return FACTORIES.stream().map(SenderFactory::kind).toList();
    }

    /** Returns the id of a server, which is the same in the next process: what waits for it is found again by it. */
    public static ServerId id(String name) {
        return new ServerId(UUID.nameUUIDFromBytes(("nscacheck monitor " + name).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns what sends results to an OverC server. */
    public static Sender overcSender(OverCTarget target) {
        return factory(OVERC).orElseThrow().open(overc(target));
    }

    /** Returns an OverC server as one of those that get results. */
    static Server overc(OverCTarget target) {
        URI base = target.settings().base();
        boolean tls = "https".equals(base.getScheme());
        String host = base.getHost();
        Map<String, String> settings = new HashMap<>();
        settings.put("tls", String.valueOf(tls));
        settings.put("path", base.getRawPath().isEmpty() ? "/" : base.getRawPath());
        // As overcli, which sends all that a plugin prints.
        settings.put("performance-data", "true");
        String secret = target.identification().key().reveal();
        BasicLogin login = target.settings().login();
        if (login != null) {
            settings.put("user", login.user());
            secret = login.password().reveal() + " " + secret;
        }
        int byScheme = tls ? 443 : 80;
        return Server.builder(id(OVERC), OVERC, "overc")
                .address(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
                .port(base.getPort() < 0 ? byScheme : base.getPort())
                .hostName(target.identification().name())
                .settings(settings)
                .secret(Secret.of(secret))
                .catchUp(CatchUp.ALL)
                .build();
    }
}
