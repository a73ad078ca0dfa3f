/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;
import org.nscacheck.nagios.ExternalCommand;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;

/**
 * A client of NSCA-ng, usable alone. Keeps its session between batches. Not thread-safe.
 *
 * <p>Each result is answered: {@link SendOutcome.Accepted} when the server has queued it for the monitoring core, which is not
 * yet the core's word; {@link SendOutcome.Refused} with the server's words, mostly because this identity is not authorized for
 * host or service. A wrong password or identity is {@link SendOutcome.Rejected}.
 */
public final class NscaNgClient implements Sender {

    /** So many results are sent without waiting for the answers, a small part of what the connection's buffers hold. */
    private static final int GROUP = 32;

    private final NscaNgClientSettings settings;
    private @Nullable NscaNgSession session;

    public NscaNgClient(NscaNgClientSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) throws InterruptedException {
        List<SendOutcome> outcomes = new ArrayList<>(reports.size());
        SendOutcome rest = new SendOutcome.Retry("the time limit of the batch was reached before it was sent");
        try {
            while (outcomes.size() < reports.size() && !deadline.isOver()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while sending");
                }
                int end = Math.min(reports.size(), outcomes.size() + GROUP);
                send(reports.subList(outcomes.size(), end), outcomes, deadline);
            }
        } catch (IOException e) {
            rest = failure(e, session == null);
            abandon();
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while sending");
            }
        }
        while (outcomes.size() < reports.size()) {
            outcomes.add(rest);
        }
        return outcomes;
    }

    /** Adds an outcome for each report, or throws when the session is over and the others did not arrive. */
    private void send(List<Report> reports, List<SendOutcome> outcomes, Deadline deadline) throws IOException {
        Optional<SendOutcome.Expired> expired = reports.get(0).expiry(deadline);
        if (expired.isPresent()) {
            outcomes.add(expired.get());
            return; // No session is opened for it.
        }
        List<byte[]> commands = new ArrayList<>(reports.size());
        for (Report report : reports) {
            try {
                commands.add(ExternalCommand.line(report, NscaNgSenderFactory.MAX_LINE_BYTES, settings.core()));
            } catch (IllegalArgumentException e) {
                if (commands.isEmpty()) {
                    outcomes.add(new SendOutcome.Refused(String.valueOf(e.getMessage())));
                    return;
                }
                break; // Those before it go first.
            }
        }
        NscaNgSession open = session(deadline);
        int valid = 0;
        while (valid < commands.size() && reports.get(valid).expiry(deadline).isEmpty()) {
            valid++;
        }
        if (valid > 0) { // Otherwise the first one has expired while the session was opened, which the next call finds.
            push(open, commands.subList(0, valid), outcomes, deadline);
        }
    }

    private void push(NscaNgSession open, List<byte[]> commands, List<SendOutcome> outcomes, Deadline deadline)
            throws IOException {
        open.push(commands, deadline);
        int answered = 0;
        try {
            while (answered < commands.size()) {
                outcomes.add(open.outcome(deadline));
                answered++;
            }
        } catch (IOException e) {
            SendOutcome unknown = new SendOutcome.Unknown(settings.address() + ": " + words(e));
            outcomes.addAll(Collections.nCopies(commands.size() - answered, unknown));
            throw e;
        }
    }

    private NscaNgSession session(Deadline deadline) throws IOException {
        NscaNgSession known = session;
        if (known != null && known.isFresh()) {
            return known;
        }
        abandon();
        NscaNgSession opened = NscaNgSession.open(settings, deadline);
        session = opened;
        return opened;
    }

    private void abandon() {
        if (session != null) {
            session.abandon();
            session = null;
        }
    }

    private SendOutcome failure(IOException e, boolean opening) {
        Optional<String> rejection = rejection(settings, e, opening);
        String reason = settings.address() + ": " + rejection.orElseGet(() -> words(e));
        return rejection.isPresent() ? new SendOutcome.Rejected(reason) : new SendOutcome.Retry(reason);
    }

    /** Returns what kept a session from being opened, for people. */
    static String describe(NscaNgClientSettings settings, IOException e) {
        return settings.address() + ": " + rejection(settings, e, true).orElseGet(() -> words(e));
    }

    private static Optional<String> rejection(NscaNgClientSettings settings, IOException e, boolean opening) {
        if (opening && e instanceof TlsFatalAlertReceived alert) {
            return Optional.of("the server refuses the key (TLS alert "
                    + AlertDescription.getText(alert.getAlertDescription())
                    + "): the password is not that of identity '" + settings.identity()
                    + "', the server does not know this"
                    + " identity, or the two have no version of TLS in common");
        }
        return e instanceof TlsPskConnection.HandshakeEndedException
                ? Optional.of(
                        "the server closed the connection during the TLS handshake: it does not know the identity '"
                                + settings.identity() + "', or it was stopped")
                : Optional.empty();
    }

    private static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "the host name cannot be resolved";
        } else if (e instanceof ConnectException) {
            return "connection refused: check that nsca-ng listens on this address and that no firewall blocks it";
        } else if (e instanceof SocketTimeoutException) {
            return "the server did not answer in time";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Ends the session. */
    @Override
    public void close() {
        if (session != null) {
            session.leave(); // All results are answered by now.
            session = null;
        }
    }
}
