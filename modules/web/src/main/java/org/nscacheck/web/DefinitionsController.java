/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckView;
import org.nscacheck.admin.ReportedChecks;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.Check;
import org.nscacheck.check.CheckId;
import org.nscacheck.definition.DefinitionFormat;
import org.nscacheck.definition.DefinitionSettings;
import org.nscacheck.definition.Definitions;
import org.nscacheck.server.ServerId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What the monitoring side has to know, so that nobody types a service twice: a file for a server, a piece for a check. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}")
public final class DefinitionsController extends ScreenController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    public DefinitionsController(Screens screens) {
        super(screens);
    }

    @GetMapping("/servers/{id}/nagios.cfg")
    ResponseEntity<byte[]> nagios(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        return file(actor, id, DefinitionFormat.NAGIOS);
    }

    @GetMapping("/servers/{id}/icinga2.conf")
    ResponseEntity<byte[]> icinga2(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        return file(actor, id, DefinitionFormat.ICINGA2);
    }

    private ResponseEntity<byte[]> file(Actor actor, UUID id, DefinitionFormat format) {
        String server = server(actor, new ServerId(id)).server().name();
        String text = Definitions.file(screens.overview(), actor, server, format, DefinitionSettings.DEFAULT)
                .orElseThrow(() -> gone("This server"));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + format.fileName() + "\"")
                .contentType(TEXT)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private ServerView server(Actor actor, ServerId id) {
        return screens.overview().serversAlone(actor).stream()
                .filter(view -> view.server().id().equals(id))
                .findFirst()
                .orElseThrow(() -> gone("This server"));
    }

    /**
     * What a server has to know of a check.
     *
     * @param format name of the language
     * @param text the definition, empty if there is none
     * @param fault why there is none, empty if there is one
     */
    record Piece(String server, String format, String text, String fault) {}

    /** A definition to copy for each server that a check reports to, in the language of the core that it says to be first. */
    @GetMapping("/checks/{id}/definitions")
    ModelAndView pieces(@ModelAttribute(name = ACTOR, binding = false) Actor actor, @PathVariable("id") UUID id) {
        CheckView view = screens.overview().check(actor, new CheckId(id)).orElseThrow(() -> gone("This check"));
        Check check = view.effective();
        List<Piece> pieces = new ArrayList<>();
        if (check != null && check.active()) {
            check.destinations().stream()
                    .map(Check.Destination::server)
                    .distinct()
                    .forEach(server -> pieces.addAll(pieces(actor, check, server)));
        }
        return page("definitions", Map.of("name", view.stored().name(), "id", id.toString(), "pieces", pieces));
    }

    private List<Piece> pieces(Actor actor, Check check, ServerId id) {
        ServerView view = screens.overview().server(actor, id).orElse(null);
        Optional<DefinitionFormat> own =
                view == null ? Optional.empty() : DefinitionFormat.of(view.server(), screens.senders());
        if (view == null || own.isEmpty()) {
            return List.of();
        }
        ReportedChecks reported =
                screens.overview().reportedTo(actor, view.server().name()).orElseThrow(() -> gone("This server"));
        List<Piece> pieces = new ArrayList<>();
        pieces.add(piece(reported, check, own.get()));
        for (DefinitionFormat other : DefinitionFormat.values()) {
            if (other != own.get()) {
                pieces.add(piece(reported, check, other));
            }
        }
        return pieces;
    }

    private static Piece piece(ReportedChecks reported, Check check, DefinitionFormat format) {
        String fault = check.destinations().stream()
                .filter(place -> place.server().equals(reported.server().id()))
                .map(place -> format.fault(place.target()).orElse(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String text = new Definitions(reported.at(), DefinitionSettings.DEFAULT)
                .piece(format, reported.server(), reported.checks(), check.id());
        return new Piece(reported.server().name(), format.label(), text, Objects.requireNonNull(fault));
    }
}
