/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.delivery.Environment;

/**
 * What surrounds every page.
 *
 * @param base path of the screens, below the application's own
 * @param assets path of style sheet and scripts
 * @param menu the pages of the menu beside checks and servers
 * @param user who is signed in
 * @param unconfirmed the environments when nothing is delivered because of them, or null
 * @param sharedNodes names that several living nodes have, joined, or null
 * @param done what has just been done, or null
 */
record Frame(
        String base,
        String assets,
        List<Entry> menu,
        User user,
        @Nullable Environment unconfirmed,
        @Nullable String sharedNodes,
        @Nullable String done) {

    /**
     * A page of the menu.
     *
     * @param path below the path of the screens
     * @param label what it shows
     */
    record Entry(String path, String label) {}

    private static List<Entry> menu(Screens screens, Actor actor) {
        List<Entry> menu = new ArrayList<>();
        menu.add(new Entry(DeliveryAddress.PATH, "Delivery"));
        if (screens.agents().isPresent()) {
            menu.add(new Entry("/agents", "Agents"));
        }
        menu.add(new Entry("/notifications", "Notifications"));
        menu.add(new Entry("/notifiers", "Notifiers"));
        menu.add(new Entry("/policies/rule", "Rules"));
        menu.add(new Entry("/activity", "Activity"));
        menu.add(new Entry("/config", "Import/export"));
        if (screens.tokens().isPresent() && actor.may(Permission.ADMINISTER)) {
            menu.add(new Entry("/tokens", "Tokens"));
        }
        return List.copyOf(menu);
    }

    /**
     * Who looks at the page.
     *
     * @param name empty if nobody is known
     * @param operator whether that person may run checks
     * @param administrator whether that person may change the configuration
     * @param signOut path below the application's own at which that person signs out, or null if there is none
     */
    record User(
            String name,
            boolean operator,
            boolean administrator,
            @Nullable String signOut) {

        private static final User UNKNOWN = new User("", false, false, null);

        private static User of(Actor actor, @Nullable String signOut) {
            return new User(actor.name(), actor.may(Permission.OPERATE), actor.may(Permission.ADMINISTER), signOut);
        }
    }

    /** @param signOut path below the application's own at which the actor signs out, or null if there is none */
    static Frame of(Screens screens, Actor actor, @Nullable String signOut, @Nullable String done) {
        Environment environment = screens.overview().environment(actor);
        List<String> shared = screens.overview().sharedNodeNames(actor);
        return new Frame(
                screens.basePath(),
                assets(screens),
                menu(screens, actor),
                User.of(actor, signOut),
                environment.isConfirmed() ? null : environment,
                shared.isEmpty() ? null : String.join(", ", shared),
                sentence(done));
    }

    /** Returns the frame of a page that shows why there is none. */
    static Frame ofError(Screens screens) {
        return new Frame(screens.basePath(), assets(screens), List.of(), User.UNKNOWN, null, null, null);
    }

    private static String assets(Screens screens) {
        return screens.basePath() + "/assets/" + screens.assets().version();
    }

    private static @Nullable String sentence(@Nullable String done) {
        if (done == null) {
            return null;
        }
        return switch (done) {
            case "saved" -> "Saved.";
            case "paused" -> "Paused.";
            case "resumed" -> "Resumed: it runs at its next slot.";
            case "signed-in" -> "You are signed in. Close this tab and continue in the other one.";
            case "run-several" -> "They run as soon as a worker is free.";
            case "pause-several" -> "Paused.";
            case "resume-several" -> "Resumed: each runs at its next slot.";
            case "seen" -> "Noted: the test result has arrived.";
            case "deleted" -> "Deleted.";
            case "undone" -> "Undone.";
            case "retried" -> "A try begins now, with the oldest; its outcome shows when this page is loaded again.";
            case "discarded" -> "Discarded.";
            case "imported" -> "Imported.";
            case "approved" -> "Approved: what this agent reports is taken.";
            case "blocked" -> "Blocked: what this agent reports is refused.";
            case "key-forgotten" -> "The key is forgotten: that of the next contact is taken.";
            case "acknowledged" -> "Acknowledged.";
            case "unacknowledged" -> "The acknowledgement was taken back.";
            case "confirmed" -> "Confirmed: this application now delivers results.";
            default -> null;
        };
    }
}
