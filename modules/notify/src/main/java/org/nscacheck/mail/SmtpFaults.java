/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.notify.Connection;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.server.Names;

/**
 * What a failure means for what was to be sent. Codes from 400 to 499 are for now, those from 500 on for good (RFC 5321 4.2.1). Of
 * what a server says, the password is taken out, since it may quote what it was sent.
 *
 * @param smtp how the server is talked to
 */
record SmtpFaults(Smtp smtp) {

    private static final Pattern CODE = Pattern.compile("^([245][0-9]{2})[ -]");

    /** One recipient whom the server did not take. */
    private record NotTaken(String address, int code, String said) {

        boolean isForGood() {
            return code >= 500;
        }

        @Override
        public String toString() {
            return address + " (" + said + ")";
        }
    }

    /** A wrong password is for an administrator to change; until then nothing is sent, and nothing is lost. */
    SendOutcome login(MessagingException e) {
        Matcher code = CODE.matcher(String.valueOf(e.getMessage()));
        String reason = smtp.endpoint() + ": the login was refused: " + said(e);
        return code.find() && code.group(1).startsWith("4")
                ? new SendOutcome.Retry(reason)
                : new SendOutcome.Rejected(reason);
    }

    SendOutcome connecting(Exception e) {
        Throwable cause = e instanceof MessagingException && e.getCause() instanceof IOException io ? io : e;
        String hint = "";
        if (smtp.security() == Smtp.Security.STARTTLS
                && String.valueOf(e.getMessage()).contains("STARTTLS is required")) {
            return new SendOutcome.Retry(
                    smtp.endpoint()
                            + ": it does not offer STARTTLS: choose TLS from the first byte on, or another port; nothing was sent");
        } else if (cause instanceof java.io.EOFException
                || String.valueOf(e.getMessage()).contains("[EOF]")) {
            hint = ": it closed the connection: check that the port is one of SMTP, and encrypted as set";
        }
        String words = cause instanceof MessagingException ? said(cause) : Connection.words(cause);
        return new SendOutcome.Retry(smtp.endpoint() + ": " + masked(words) + hint);
    }

    /** A server that speaks TLS says nothing to a client that does not, and waits. */
    SendOutcome tooLate() {
        return new SendOutcome.Retry(
                smtp.endpoint() + ": no answer in time: check that the port is one of SMTP, and encrypted as set");
    }

    SendOutcome unanswered() {
        return new SendOutcome.Unknown(smtp.endpoint() + ": no answer in time; the mail may have been taken");
    }

    SendOutcome broken(Exception e) {
        return new SendOutcome.Unknown(
                smtp.endpoint() + ": the connection broke, the mail may have been taken: " + said(e));
    }

    SendOutcome sending(SendFailedException e) {
        List<NotTaken> notTaken = new ArrayList<>();
        for (Exception each = e; each instanceof MessagingException next; each = next.getNextException()) {
            if (next instanceof SMTPAddressFailedException address) {
                notTaken.add(
                        new NotTaken(String.valueOf(address.getAddress()), address.getReturnCode(), said(address)));
            }
        }
        return notTaken.isEmpty() ? whole(e) : recipients(e, notTaken);
    }

    private SendOutcome recipients(SendFailedException e, List<NotTaken> notTaken) {
        String others = e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0
                ? "nobody got it"
                : "the others got it: " + list(e.getValidSentAddresses());
        String reason = smtp.endpoint() + ": refused recipients: " + joined(notTaken) + "; " + others;
        return notTaken.stream().allMatch(NotTaken::isForGood)
                ? new SendOutcome.Refused(reason)
                : new SendOutcome.Retry(reason);
    }

    private SendOutcome whole(SendFailedException e) {
        int code = code(e);
        String reason = smtp.endpoint() + ": the mail was refused: " + said(e);
        if (code >= 500) {
            return new SendOutcome.Refused(reason);
        }
        return code >= 400 ? new SendOutcome.Retry(reason) : broken(e);
    }

    private static int code(SendFailedException e) {
        if (e instanceof SMTPSendFailedException failed) {
            return failed.getReturnCode();
        }
        return e instanceof SMTPSenderFailedException sender ? sender.getReturnCode() : -1;
    }

    private static String list(Address[] addresses) {
        return joined(List.of(addresses));
    }

    private static String joined(List<?> parts) {
        return String.join(", ", parts.stream().map(String::valueOf).toList());
    }

    private String said(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Names.shortened(masked(message.strip()));
    }

    private String masked(String text) {
        Smtp.@Nullable Login login = smtp.login();
        if (login == null || login.password().problem().isPresent()) {
            return text;
        }
        String password = login.password().reveal();
        if (password.isEmpty()) {
            return text;
        }
        String plain = "\0" + login.user() + "\0" + password;
        return text.replace(password, "***").replace(base64(password), "***").replace(base64(plain), "***");
    }

    /** As a login is sent. */
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
