/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.nscacheck.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that shows the services as a monitoring server would. */
@Controller
class StatusPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final StatusBoard board;
    private final Server server;
    private final ObjectProvider<Receiver> receiver;
    private final InstantSource clock;

    StatusPage(StatusBoard board, Server server, ObjectProvider<Receiver> receiver, InstantSource clock) {
        this.board = board;
        this.server = server;
        this.receiver = receiver;
        this.clock = clock;
    }

    @GetMapping("/")
    String show(Model model, HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("entries", board.entries());
        model.addAttribute("time", TIME);
        model.addAttribute("now", clock.instant());
        model.addAttribute("server", server.address() + ":" + server.port());
        model.addAttribute("own", receiver.getIfAvailable() != null);
        return "status";
    }
}
