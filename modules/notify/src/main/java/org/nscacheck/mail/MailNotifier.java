/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nscacheck.notification.Notification;
import org.nscacheck.notify.TimedWork;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.SendOutcome;

/** Sends mails over one connection for each batch. For one thread at a time. */
final class MailNotifier implements Notifier {

    private final MailSettings settings;
    private final Recipients recipients;

    MailNotifier(MailSettings settings) {
        this.settings = settings;
        this.recipients = new Recipients(settings.envelope().recipients());
    }

    @Override
    public List<SendOutcome> send(List<Notification> notifications, Deadline deadline) throws InterruptedException {
        Deadline limit = deadline.atMost(settings.smtp().timeout());
        if (limit.isOver()) {
            return Collections.nCopies(
                    notifications.size(), new SendOutcome.Retry("there was no time left to send it"));
        }
        List<Mail> mails = Mail.of(notifications, settings.form());
        SmtpConversation conversation = new SmtpConversation(settings, recipients, mails, limit);
        TimedWork.run("nscacheck-mail", conversation, conversation::close, limit);
        List<SendOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < mails.size(); i++) {
            outcomes.addAll(Collections.nCopies(mails.get(i).told().size(), conversation.outcome(i)));
        }
        return outcomes;
    }
}
