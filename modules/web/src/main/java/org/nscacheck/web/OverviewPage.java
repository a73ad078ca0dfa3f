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

    private static final CheckQuery BAD = CheckQuery.ALL.with(Standing.PROBLEM).withSize(FEW);

    private static final CheckQuery NEXT =
            CheckQuery.ALL.with(new Order(Column.NEXT_RUN, false)).withSize(FEW);

    private static final CheckQuery NEWEST =
            CheckQuery.ALL.with(new Order(Column.LAST_RUN, true)).withSize(1);

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
        List<CheckPage> pages = screens.overview().checks(actor, List.of(BAD, NEXT, NEWEST));
        CheckPage bad = pages.get(0);
        Map<String, Object> model = new HashMap<>();
        model.put("chips", CheckListView.chips(bad, all));
        model.put("attention", rows(bad));
        model.put("more", Math.max(0, bad.matching() - FEW));
        model.put("problems", all.at(Standing.PROBLEM));
        model.put("summary", summary(bad, pages.get(2)));
        model.put("next", next(pages.get(1)));
        model.put(
                "servers",
                servers.stream()
                        .map(server -> ServerRow.of(server, screens.words(), screens.senders()))
                        .toList());
        model.put("failing", failingNotifiers());
        model.put("offered", bad.all() == 0 ? offered() : List.of());
        model.put("none", bad.all() == 0);
        return model;
    }

    /** Of those that work there is nothing to say here. */
    private List<ServerRow> failingNotifiers() {
        return screens.overview().notifiers(actor).stream()
                .map(notifier -> ServerRow.of(notifier, screens.words(), screens.senders()))
                .filter(row -> row.active() && row.state().isTrouble())
                .toList();
    }

    private List<CheckRow> rows(CheckPage page) {
        return page.checks().stream()
                .map(check -> CheckRow.of(check, screens.words(), names))
                .toList();
    }

    private List<CheckRow> next(CheckPage page) {
        return rows(page).stream().filter(row -> row.timing().nextRun() != null).toList();
    }

    /** One sentence: whether all is well, and how old that knowledge is. */
    private String summary(CheckPage bad, CheckPage newest) {
        long ok = bad.count(Standing.OK);
        String state = bad.matching() == 0
                ? "No check is in a bad state"
                : Words.number(bad.matching())
                        + (bad.matching() == 1 ? " check needs attention" : " checks need attention");
        return state + ", " + Words.number(ok) + (ok == 1 ? " is OK" : " are OK") + latest(newest) + ".";
    }

    private String latest(CheckPage newest) {
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
