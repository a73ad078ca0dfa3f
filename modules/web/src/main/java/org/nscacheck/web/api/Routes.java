/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.nscacheck.admin.Permission.ADMINISTER;
import static org.nscacheck.admin.Permission.OPERATE;

import java.util.ArrayList;
import java.util.List;
import org.nscacheck.web.TestOutcome;

/** All routes of the API. A test compares them with those that there are. */
final class Routes {

    static final List<Route> ALL = all();

    private Routes() {}

    private static List<Route> all() {
        List<Route> routes = new ArrayList<>(checks());
        routes.addAll(receivers("/servers"));
        routes.add(Route.text(
                "/servers/{id}/nagios.cfg", "Definitions of hosts and services for Nagios.", "contact-group"));
        routes.add(Route.text(
                "/servers/{id}/icinga2.conf", "Definitions of hosts and services for Icinga 2.", "contact-group"));
        routes.addAll(receivers("/notifiers"));
        routes.add(Route.act("/notifiers/{id}/test", ADMINISTER, "Sends a test at once.", null, TestOutcome.class));
        routes.addAll(deliveries());
        routes.addAll(people());
        routes.add(new Route(
                "GET",
                "/export",
                ADMINISTER,
                "The whole configuration, without secrets.",
                List.of(),
                null,
                new Route.Answer(200, null, Route.Shape.YAML)));
        routes.add(new Route(
                "POST",
                "/import",
                ADMINISTER,
                "Imports a configuration, all of it or nothing; or tells what that would do.",
                List.of("dry-run", "remove", "basis"),
                Inputs.Yaml.class,
                new Route.Answer(200, ConfigurationResource.Imported.class, Route.Shape.ONE)));
        return List.copyOf(routes);
    }

    private static List<Route> checks() {
        return List.of(
                Route.list(
                        "/checks",
                        "Checks by name.",
                        CheckItem.class,
                        "state",
                        "tag",
                        "server",
                        "text",
                        "sort",
                        "limit",
                        "after"),
                Route.add("/checks", ADMINISTER, Inputs.NewCheck.class, CheckDetail.class),
                Route.show("/checks/{id}", "One check.", CheckDetail.class),
                Route.change("/checks/{id}", Inputs.Check.class, CheckDetail.class),
                Route.delete("/checks/{id}", "Removes it; its history stays."),
                Route.list("/checks/{id}/runs", "Its latest runs, the newest first.", RunItem.class, "limit"),
                Route.list(
                        "/checks/{id}/values",
                        "What it measured.",
                        ValueItem.class,
                        "label",
                        "node",
                        "from",
                        "to",
                        "points"),
                Route.act("/checks/{id}/run", OPERATE, "Runs it now.", null, ChecksResource.Accepted.class)
                        .with(202, Route.Shape.ONE),
                Route.act(
                        "/checks/{id}/dry-run",
                        OPERATE,
                        "Runs it, records and sends nothing.",
                        null,
                        RunItem.Result.class),
                Route.act("/checks/{id}/pause", OPERATE, "Pauses it.", Inputs.Pause.class, CheckDetail.class)
                        .with(200, Route.Shape.TAGGED),
                Route.act("/checks/{id}/resume", OPERATE, "Ends its pause.", null, CheckDetail.class)
                        .with(200, Route.Shape.TAGGED),
                Route.list("/methods", "What checks can be made of.", MethodsResource.Method.class, "limit", "after"));
    }

    private static List<Route> receivers(String path) {
        return List.of(
                Route.list(path, "All by name, and what waits for them.", ServerItem.class, "limit", "after"),
                Route.add(path, ADMINISTER, Inputs.NewServer.class, ServerDetail.class),
                Route.show(path + "/{id}", "One of them.", ServerDetail.class),
                Route.change(path + "/{id}", Inputs.Server.class, ServerDetail.class),
                Route.delete(path + "/{id}", "Removes it and what waits for it."));
    }

    private static List<Route> deliveries() {
        String one = "/deliveries/{id}";
        return List.of(
                Route.list(
                        "/deliveries",
                        "What waits, is stuck, was refused or has ended.",
                        DeliveryItem.class,
                        "group",
                        "server",
                        "state",
                        "text",
                        "limit",
                        "after"),
                Route.act(
                        one + "/retry", OPERATE, "Tries it now instead of after its pause.", null, DeliveryItem.class),
                Route.act(one + "/discard", ADMINISTER, "Ends it unsent.", Inputs.Discard.class, DeliveryItem.class));
    }

    private static List<Route> people() {
        String policies = "/policies/{kind}";
        Class<PoliciesResource.View> policy = PoliciesResource.View.class;
        return List.of(
                Route.list(
                        "/notifications",
                        "What was told and held back, the newest first.",
                        NotificationItem.class,
                        "check",
                        "node",
                        "limit"),
                Route.list("/problems", "What is wrong now.", ProblemItem.class, "limit", "after"),
                Route.act(
                        "/problems/{check}/acknowledge",
                        OPERATE,
                        "Takes care of a problem.",
                        Inputs.Acknowledge.class,
                        ProblemItem.class),
                Route.act(
                        "/problems/{check}/unacknowledge",
                        OPERATE,
                        "Takes an acknowledgement back.",
                        Inputs.Unacknowledge.class,
                        ProblemItem.class),
                Route.list(policies, "Policies of a kind.", policy),
                Route.add(policies, ADMINISTER, Inputs.Policy.class, policy),
                Route.show(policies + "/{id}", "One of them.", policy),
                Route.change(policies + "/{id}", Inputs.Policy.class, policy),
                Route.delete(policies + "/{id}", "Removes it."),
                Route.list("/tokens", "All tokens by name.", TokensResource.View.class)
                        .with(ADMINISTER),
                Route.add("/tokens", ADMINISTER, Inputs.Token.class, TokensResource.Created.class)
                        .with(201, Route.Shape.ONE),
                Route.delete("/tokens/{id}", "Revokes it."));
    }
}
