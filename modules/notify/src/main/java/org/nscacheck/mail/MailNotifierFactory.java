/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import java.util.List;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/** Servers of the kind {@code mail}: an SMTP server that takes mails for people. Thread-safe. */
public final class MailNotifierFactory extends NotifierFactory<MailSettings> {

    /** The port of message submission (RFC 6409). */
    private static final int SUBMISSION = 587;

    private final SenderLimits limits;

    /** Allows the usual addresses and folders. */
    public MailNotifierFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public MailNotifierFactory(SenderLimits limits) {
        this.limits = limits;
    }

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public String label() {
        return "Mail, by an SMTP server";
    }

    @Override
    public int defaultPort() {
        return SUBMISSION;
    }

    @Override
    public List<Setting> settings() {
        return MailSettings.SETTINGS;
    }

    @Override
    protected MailSettings read(Server server, List<String> faults) {
        return MailSettings.read(server, limits, faults);
    }

    @Override
    protected Notifier notifier(Server server, MailSettings settings) {
        return new MailNotifier(settings);
    }
}
