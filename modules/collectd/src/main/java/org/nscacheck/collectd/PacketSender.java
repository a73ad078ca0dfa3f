/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.SendOutcome;

/**
 * Sends packets by UDP, which nobody acknowledges. All that can be learned is that nobody listens: a machine that can be reached says
 * so, mostly within milliseconds. So the first packet is given {@link #PATIENCE} to come back before others follow. Thread-safe.
 */
final class PacketSender {

    /** How long a packet has to come back. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    private static final String NO_TIME = "there was no time left to send it";

    private final Endpoint endpoint;

    PacketSender(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sends packets in their order.
     *
     * @return one outcome for each
     * @throws InterruptedException if the thread was interrupted; packets may have been sent
     */
    List<SendOutcome> send(List<PacketEncoder.Packet> packets, Deadline deadline) throws InterruptedException {
        if (packets.isEmpty()) {
            return List.of();
        }
        String problem = NO_TIME;
        try {
            for (InetAddress address : endpoint.resolve()) {
                if (deadline.isOver()) {
                    break;
                }
                Sending sending = new Sending(packets, deadline);
                if (sending.begin(address)) {
                    return sending.outcomes;
                }
                problem = sending.problem;
            }
        } catch (IOException e) {
            problem = words(e);
        }
        return Collections.nCopies(packets.size(), new SendOutcome.Retry(problem));
    }

    private String words(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return endpoint + ": " + message;
    }

    /** Sends packets to one address. */
    private final class Sending {

        private final List<PacketEncoder.Packet> packets;
        private final Deadline deadline;
        private final List<SendOutcome> outcomes = new ArrayList<>();
        private String problem = "";

        Sending(List<PacketEncoder.Packet> packets, Deadline deadline) {
            this.packets = packets;
            this.deadline = deadline;
        }

        /** Returns whether the first packet has left and not come back; then there is an outcome for each. */
        boolean begin(InetAddress address) throws InterruptedException {
            try (DatagramSocket socket = new DatagramSocket()) {
                try {
                    socket.connect(address, endpoint.port());
                    send(socket, 0);
                    awaitReturn(socket);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                outcomes.add(new SendOutcome.Sent(false));
                sendOthers(socket);
                return true;
            } catch (IOException e) {
                problem = words(e);
                return false;
            }
        }

        private void sendOthers(DatagramSocket socket) throws InterruptedException {
            try {
                while (outcomes.size() < packets.size() && !deadline.isOver()) {
                    send(socket, outcomes.size());
                    outcomes.add(new SendOutcome.Sent(false));
                }
                if (packets.size() > 1) {
                    awaitReturn(socket);
                }
            } catch (IOException e) {
                doubt(words(e));
            }
            SendOutcome rest = new SendOutcome.Retry(problem.isEmpty() ? NO_TIME : problem);
            while (outcomes.size() < packets.size()) {
                outcomes.add(rest);
            }
        }

        /** Some packet came back, and it is not said which; the first one was safe before the others left. */
        private void doubt(String reason) {
            problem = reason;
            for (int i = 1; i < outcomes.size(); i++) {
                outcomes.set(i, new SendOutcome.Unknown(reason));
            }
        }

        private void send(DatagramSocket socket, int place) throws IOException, InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while sending to " + endpoint);
            }
            byte[] bytes = packets.get(place).bytes();
            socket.send(new DatagramPacket(bytes, bytes.length));
        }

        /** @throws IOException if the other machine says that nobody listens */
        private void awaitReturn(DatagramSocket socket) throws IOException {
            socket.setSoTimeout(
                    (int) Math.max(1, deadline.atMost(PATIENCE).left().toMillis()));
            try {
                socket.receive(new DatagramPacket(new byte[1], 1));
            } catch (SocketTimeoutException e) {
                // Nothing came back, as it should be.
            }
        }
    }
}
