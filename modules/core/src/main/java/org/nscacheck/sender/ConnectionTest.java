/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nscacheck.server.HostAddress;
import org.nscacheck.server.Server;

/**
 * Goes the way to a server step by step: its name, its address, a connection, then what its protocol adds. Ends with the first step that
 * fails. Used once, by one thread.
 */
public final class ConnectionTest {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final SenderFactory factory;
    private final Server server;
    private final Deadline deadline;
    private final List<Step> steps = new ArrayList<>();
    private List<InetAddress> addresses = List.of();

    /**
     * A step as it was taken.
     *
     * @param name what was looked at
     * @param finding what was found
     * @param took how long it took
     */
    public record Step(String name, Finding finding, Duration took) {}

    private interface Look {
        Finding take() throws InterruptedException;
    }

    /** @param deadline what a resolver of names takes is not bounded by it */
    public ConnectionTest(SenderFactory factory, Server server, Deadline deadline) {
        this.factory = factory;
        this.server = server;
        this.deadline = deadline;
    }

    /**
     * Takes the steps.
     *
     * @param marked a result that people recognize by its message; the last step sends it
     * @return what was found, at least one step; all of them are good but possibly the last
     */
    public List<Step> run(Report marked) throws InterruptedException {
        boolean good = !factory.hasAddress()
                || (take("Name", this::resolve) && take("Address", this::judge) && take("Connection", this::connect));
        for (ConnectionStep step : good ? factory.connectionSteps(server) : List.<ConnectionStep>of()) {
            if (!take(step.name(), () -> step.look().take(marked, deadline))) {
                break;
            }
        }
        return List.copyOf(steps);
    }

    private boolean take(String name, Look look) throws InterruptedException {
        Duration before = deadline.left();
        Finding finding = look.take();
        steps.add(new Step(name, finding, before.minus(deadline.left())));
        return finding.isGood();
    }

    private Finding resolve() {
        try {
            addresses = List.of(InetAddress.getAllByName(server.address()));
        } catch (UnknownHostException e) {
            return Finding.failed(
                    "this machine does not know the name '" + server.address() + "'",
                    "Check the spelling, or enter the address in digits.");
        }
        return Finding.passed(
                HostAddress.isLiteral(server.address())
                        ? "it is an address, no name"
                        : server.address() + " is " + shown(addresses));
    }

    private Finding judge() {
        try {
            addresses = factory.addresses().allowed(addresses);
            return Finding.passed("the address policy allows " + shown(addresses));
        } catch (IOException e) {
            return Finding.failed(
                    String.valueOf(e.getMessage()),
                    "Enter another address, or have that property changed if a server is really there.");
        }
    }

    private Finding connect() {
        IOException last = new ConnectException("there is no address");
        for (InetAddress address : addresses) {
            try (Socket socket = new Socket()) {
                long millis = Math.max(1, deadline.atMost(CONNECT).left().toMillis());
                socket.connect(new InetSocketAddress(address, server.port()), (int) millis);
                return Finding.passed("port " + server.port() + " of " + address.getHostAddress() + " is open");
            } catch (IOException e) {
                last = e;
            }
        }
        return unreachable(last);
    }

    private Finding unreachable(IOException e) {
        String port = "port " + server.port() + " of " + shown(addresses);
        if (e instanceof SocketTimeoutException) {
            return Finding.failed(
                    "no answer from " + port + " within " + CONNECT.toSeconds() + " s",
                    "Open the firewall for it, or correct the address: what is sent there is dropped.");
        }
        if (e instanceof NoRouteToHostException) {
            return Finding.failed("there is no route to " + port, "Correct the address, or the network's routes.");
        }
        return Finding.failed(
                "connection refused: nothing listens on " + port,
                "Start the daemon there, or correct the port; a firewall may refuse it too.");
    }

    private static String shown(List<InetAddress> addresses) {
        return addresses.stream()
                .map(InetAddress::getHostAddress)
                .map(address -> address.replaceAll("%.*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
