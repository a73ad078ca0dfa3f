/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.syslog;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.nscacheck.notify.Connection;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.SendOutcome;

/**
 * Datagrams, one for each message. Whether they arrive cannot be known; but a machine on which nobody listens often says so, and
 * the local socket of a daemon that is gone always does.
 */
final class DatagramWire implements Wire {

    /** How long an ICMP message is waited for. */
    private static final int ECHO_MILLIS = 20;

    private final String place;
    private final Opener opener;
    private final Deadline deadline;
    private volatile boolean closed;

    /** Opens a socket that is connected to the daemon. */
    @FunctionalInterface
    interface Opener {

        DatagramSocket open() throws IOException;
    }

    /** @param place where it goes, for messages */
    DatagramWire(String place, Opener opener, Deadline deadline) {
        this.place = place;
        this.opener = opener;
        this.deadline = deadline;
    }

    @Override
    public String send(List<byte[]> messages, Tells tells) {
        try (DatagramSocket socket = opener.open()) {
            for (int i = 0; i < messages.size(); i++) {
                if (closed || deadline.isOver()) {
                    return place + ": the time ended before it was sent";
                }
                byte[] message = messages.get(i);
                socket.send(new DatagramPacket(message, message.length));
                tells.outcome(i, new SendOutcome.Sent(false));
            }
            if (isUnreachable(socket)) {
                throw new PortUnreachableException();
            }
            return "";
        } catch (PortUnreachableException e) {
            for (int i = 0; i < messages.size(); i++) {
                tells.outcome(i, new SendOutcome.Retry(place + ": nobody listens there"));
            }
            return "";
        } catch (IOException | RuntimeException e) {
            return place + ": " + Connection.words(e);
        }
    }

    private static boolean isUnreachable(DatagramSocket socket) throws IOException {
        try {
            socket.setSoTimeout(ECHO_MILLIS);
            socket.receive(new DatagramPacket(new byte[1], 1));
            return false;
        } catch (PortUnreachableException e) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return false; // A local socket that is not bound can receive nothing.
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
