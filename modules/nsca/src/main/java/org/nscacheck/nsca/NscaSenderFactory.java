/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nsca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.plugin.PluginOutput;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.ConnectionStep;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.TypedSenderFactory;
import org.nscacheck.sender.WireText;
import org.nscacheck.server.Names;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers of the kind {@code nsca}: sent to by the native client or by the {@code send_nsca} program. Keeps one client for
 * each server, because a client learns. Thread-safe.
 */
public final class NscaSenderFactory extends TypedSenderFactory<NscaServerSettings> {

    private static final Logger log = LoggerFactory.getLogger(NscaSenderFactory.class);

    private final GeneratedSendNscaConfigs files;
    private final SenderLimits limits;
    private final Map<ServerId, KnownClient> clients = new ConcurrentHashMap<>();

    /** A client, kept while the server's settings are unchanged. */
    private record KnownClient(NscaClientSettings settings, NscaClient client) {}

    /**
     * Allows the usual paths.
     *
     * @param directory where the program's configuration files are kept; made when the first is needed
     */
    public NscaSenderFactory(Path directory) {
        this(directory, SenderLimits.USUAL);
    }

    /**
     * @param directory where the program's configuration files are kept; made when the first is needed
     * @param limits what the settings of servers may reach
     */
    public NscaSenderFactory(Path directory, SenderLimits limits) {
        this.limits = limits;
        this.files = new GeneratedSendNscaConfigs(directory);
    }

    @Override
    public String kind() {
        return "nsca";
    }

    @Override
    public String label() {
        return "NSCA: the daemon nsca of Nagios, Icinga or Shinken";
    }

    @Override
    public List<Setting> settings() {
        return NscaServerSettings.settings();
    }

    @Override
    public Optional<Secret> localSecret(Server server) {
        return NscaServerSettings.localSecret(server, limits);
    }

    @Override
    public AddressPolicy addresses() {
        return limits.addresses();
    }

    @Override
    public List<ConnectionStep> connectionSteps(Server server) {
        NscaServerSettings settings = read(server, new ArrayList<>());
        return settings.encryption().whyNotNative().isPresent()
                ? super.connectionSteps(server)
                : new NscaConnectionSteps(settings.client(server, limits.addresses()), settings).steps();
    }

    @Override
    public Optional<WireText> wireText(Server server, Report report) {
        OutputFormat format = read(server, new ArrayList<>()).receiver().format();
        PluginOutput.Rendered rendered =
                PluginOutput.render(report.message(), report.longOutput(), report.perfData(), format);
        return Optional.of(new WireText(rendered.text(), format.maxBytes(), rendered.changes()));
    }

    @Override
    protected NscaServerSettings read(Server server, List<String> faults) {
        NscaServerSettings settings = NscaServerSettings.read(server, limits, faults);
        if (settings.transport() == NscaServerSettings.Transport.PROGRAM) {
            requireProgram(settings.program(), faults);
        }
        return settings;
    }

    private void requireProgram(Path program, List<String> faults) {
        try {
            Path real = limits.programs().require(program);
            if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
                faults.add(
                        "program: " + program + " does not exist or cannot be executed: install it (Debian's package is"
                                + " nsca-client), or send with the native client");
            }
        } catch (IOException e) {
            faults.add("program: " + e.getMessage());
        }
    }

    @Override
    protected Sender open(Server server, NscaServerSettings settings) {
        OutputFormat format = settings.receiver().format();
        return settings.transport() == NscaServerSettings.Transport.PROGRAM
                ? new NscaSender(format, new SendNscaProgram(settings, server, files, limits))
                : new NscaSender(format, client(server.id(), settings.client(server, limits.addresses()))::send);
    }

    private NscaClient client(ServerId server, NscaClientSettings settings) {
        return clients.compute(server, (id, known) -> {
                    if (known != null && known.settings.equals(settings)) {
                        return known;
                    }
                    if (known != null) {
                        known.client.close();
                    }
                    return new KnownClient(settings, new NscaClient(settings));
                })
                .client;
    }

    @Override
    public void forget(Server server) {
        KnownClient known = clients.remove(server.id());
        if (known != null) {
            known.client.close();
        }
        try {
            files.delete(server);
        } catch (IOException e) {
            log.warn(
                    "NSCA-319 generated send_nsca file could not be removed name={} cause=\"{}\"",
                    Names.printable(server.name()),
                    Names.printable(e.toString()));
        }
    }
}
