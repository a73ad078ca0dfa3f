/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nscacheck.notification.Notification;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.server.Server;

/** Notifiers that keep what they are told, or answer as their setting says. Thread-safe. */
public final class CollectingNotifierFactory extends NotifierFactory<String> {

    /** The kind of these notifiers. */
    public static final String KIND = "collecting";

    private static final List<Setting> SETTINGS =
            List.of(Setting.text("answer", "Answer", "accept, sent or a reason for why not", "accept"));

    private final List<Notification> told = new CopyOnWriteArrayList<>();

    /** Returns the texts of what was told, in order. */
    List<Notification> told() {
        return List.copyOf(told);
    }

    void forget() {
        told.clear();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    protected String read(Server server, List<String> faults) {
        return new SettingValues(server, SETTINGS, faults).text("answer");
    }

    @Override
    protected Notifier notifier(Server server, String answer) {
        return (notifications, deadline) -> send(notifications, answer);
    }

    private List<SendOutcome> send(List<Notification> notifications, String answer) {
        List<SendOutcome> outcomes = new ArrayList<>();
        for (Notification notification : notifications) {
            outcomes.add(
                    switch (answer) {
                        case "accept" -> new SendOutcome.Accepted();
                        case "sent" -> new SendOutcome.Sent(true);
                        default -> new SendOutcome.Retry(answer);
                    });
            told.add(notification);
        }
        return outcomes;
    }
}
