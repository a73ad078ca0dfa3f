/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.CheckPage;
import org.nscacheck.admin.CheckQuery;
import org.nscacheck.admin.CheckQuery.Column;
import org.nscacheck.admin.CheckQuery.Order;
import org.nscacheck.admin.Permission;
import org.nscacheck.admin.ServerView;
import org.nscacheck.admin.Standing;
import org.nscacheck.check.CheckDefinition;

/** What the first page shows: what needs attention, how delivery goes, and what runs next. */
final class OverviewPage {

    /** As many as are looked at without turning a page. */
    private static final int FEW = 10;

    private final Screens screens;
    private final Actor actor;
    private final List<ServerView> servers;
    private final ServerNames names;

    OverviewPage(Screens screens, Actor actor) {
        this.screens = screens;
        this.actor = actor;
        this.servers = screens.overview().serversAlone(actor);
        this.names = new ServerNames(servers);
    }

    Map<String, Object> model() {
        CheckListAddress all = new CheckListAddress(CheckQuery.ALL);
        CheckPage bad = find(CheckQuery.ALL.with(Standing.PROBLEM));
        Map<String, Object> model = new HashMap<>();
        model.put("chips", CheckListView.chips(bad, all));
        model.put("attention", rows(bad));
        model.put("more", Math.max(0, bad.matching() - FEW));
        model.put("problems", all.at(Standing.PROBLEM));
        model.put("summary", summary(bad));
        model.put("next", next());
        model.put(
                "servers",
                servers.stream()
                        .map(server -> ServerRow.of(server, screens.words(), screens.senders()))
                        .toList());
        model.put("offered", bad.all() == 0 ? offered() : List.of());
        model.put("none", bad.all() == 0);
        return model;
    }

    private CheckPage find(CheckQuery query) {
        return screens.overview().checks(actor, query.withSize(FEW));
    }

    private List<CheckRow> rows(CheckPage page) {
        return page.checks().stream()
                .map(check -> CheckRow.of(check, screens.words(), names))
                .toList();
    }

    private List<CheckRow> next() {
        return rows(find(CheckQuery.ALL.with(new Order(Column.NEXT_RUN, false)))).stream()
                .filter(row -> row.timing().nextRun() != null)
                .toList();
    }

    /** One sentence: whether all is well, and how old that knowledge is. */
    private String summary(CheckPage bad) {
        long ok = bad.count(Standing.OK);
        String state = bad.matching() == 0
                ? "No check is in a bad state"
                : Words.number(bad.matching())
                        + (bad.matching() == 1 ? " check needs attention" : " checks need attention");
        return state + ", " + Words.number(ok) + (ok == 1 ? " is OK" : " are OK") + latest() + ".";
    }

    private String latest() {
        CheckPage newest =
                find(CheckQuery.ALL.with(new Order(Column.LAST_RUN, true)).withSize(1));
        return newest.checks().stream()
                .flatMap(check -> check.summaries().stream())
                .map(summary -> summary.lastRun())
                .filter(Objects::nonNull)
                .map(run -> run.run().endedAt())
                .max(Instant::compareTo)
                .map(at -> "; the newest result is from "
                        + screens.words().of(at, newest.at()).text())
                .orElse("; no check has run yet");
    }

    private List<CheckDefinition> offered() {
        return actor.may(Permission.ADMINISTER) ? screens.overview().catalog(actor) : List.of();
    }
}
