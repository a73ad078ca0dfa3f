/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckPage;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.ServerView;
import org.nscacheck.check.CheckId;
import org.nscacheck.server.ServerId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The list of checks: narrowed and ordered by its address, and what can be done to several of them at once. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/checks")
public final class CheckListController extends ScreenController {

    public CheckListController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView list(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> parameters) {
        return page("checks", model(actor, CheckListAddress.of(parameters)));
    }

    private Map<String, Object> model(Actor actor, CheckListAddress address) {
        CheckQuery query = address.query();
        CheckPage found = screens.overview().checks(actor, query);
        List<ServerView> servers = screens.overview().serversAlone(actor);
        ServerNames names = new ServerNames(servers);
        ServerId server = query.server();
        Map<String, Object> model = new HashMap<>();
        model.put(
                "rows",
                found.checks().stream()
                        .map(check -> CheckRow.of(check, screens.words(), names))
                        .toList());
        model.put("exportFaults", exportFaults(found, names));
        model.put("csv", address.page(0).replaceFirst("/checks", "/checks/list.csv"));
        model.put("list", CheckListView.of(found, address));
        model.put("none", found.all() == 0);
        model.put("query", query);
        model.put("kept", address.kept());
        model.put("tags", screens.overview().tags(actor));
        model.put("server", server == null ? "" : server.toString());
        model.put("serverName", server == null ? "" : names.name(server));
        model.put("narrowed", query.standing() != null || isNarrowed(query));
        model.put("noServer", servers.isEmpty());
        return model;
    }

    /** Why the monitoring side cannot be told of some of them, by their ids. */
    private Map<String, String> exportFaults(CheckPage found, ServerNames names) {
        Map<String, String> faults = new HashMap<>();
        found.checks().forEach(check -> {
            String fault = names.exportFault(check, screens.senders());
            if (!fault.isEmpty()) {
                faults.put(check.stored().id().toString(), fault);
            }
        });
        return faults;
    }

    /** The same list as a table for spreadsheets: all parts of it. */
    @GetMapping("/list.csv")
    ResponseEntity<byte[]> csv(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, @RequestParam Map<String, String> parameters) {
        CheckQuery query = CheckListAddress.of(parameters).query();
        ServerNames names = new ServerNames(screens.overview().serversAlone(actor));
        CheckTable table = new CheckTable();
        CheckPage part;
        int page = 0;
        do {
            part = screens.overview()
                    .checks(
                            actor,
                            new CheckQuery(
                                    query.text(),
                                    query.tag(),
                                    query.server(),
                                    query.standing(),
                                    query.order(),
                                    page,
                                    CheckQuery.MAX_SIZE));
            part.checks().forEach(check -> table.add(CheckRow.of(check, screens.words(), names)));
            page++;
        } while (page < part.pages());
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"checks.csv\"")
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(table.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isNarrowed(CheckQuery query) {
        return !query.text().isEmpty() || !query.tag().isEmpty() || query.server() != null;
    }

    /** What is done to each of the checks that were chosen. */
    private enum Deed {
        RUN,
        PAUSE,
        RESUME;

        static Deed of(String text) {
            return switch (text) {
                case "run" -> RUN;
                case "pause" -> PAUSE;
                case "resume" -> RESUME;
                default -> throw new RefusedException("'" + text + "' cannot be done to checks");
            };
        }
    }

    /** Does the same to each check that was chosen; what one refuses keeps none of the others from it. */
    @PostMapping("/several")
    ModelAndView several(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "check", required = false) @Nullable List<UUID> chosen,
            @RequestParam("do") String what,
            @RequestParam(name = "length", defaultValue = "1h") String length,
            @RequestParam Map<String, String> parameters) {
        Deed deed = Deed.of(what);
        if (chosen == null || chosen.isEmpty()) {
            throw new RefusedException("No check was chosen. Go back and tick at least one.");
        }
        List<String> refused = new ArrayList<>();
        for (UUID id : chosen) {
            try {
                act(actor, deed, new CheckId(id), length);
            } catch (RefusedException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        if (!refused.isEmpty()) {
            throw new RefusedException((chosen.size() - refused.size()) + " of " + chosen.size()
                    + " checks were changed. The others: " + String.join("; ", refused));
        }
        CheckListAddress shown = CheckListAddress.of(parameters);
        String address = shown.page(shown.query().page());
        return redirect(address + (address.contains("?") ? "&" : "?") + "done=" + what + "-several");
    }

    private void act(Actor actor, Deed deed, CheckId id, String length) {
        switch (deed) {
            case RUN -> screens.administration().runNow(actor, id);
            case PAUSE -> screens.administration().pause(actor, id, ChecksController.pauseLength(length));
            case RESUME -> screens.administration().resume(actor, id);
        }
    }
}
