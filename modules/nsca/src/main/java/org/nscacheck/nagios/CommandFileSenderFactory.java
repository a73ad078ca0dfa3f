/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.nio.file.Path;
import java.util.List;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Sender;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.sender.Setting;
import org.nscacheck.sender.SettingValues;
import org.nscacheck.sender.TypedSenderFactory;
import org.nscacheck.server.Server;

/**
 * Servers of the kind {@code nagios-files}: a monitoring core on this machine, written to without a network. Address and
 * port of the server are not used. Thread-safe.
 */
public final class CommandFileSenderFactory extends TypedSenderFactory<CommandFileSenderFactory.Place> {

    /** Where results are put. */
    enum Way {
        COMMAND_FILE,
        SPOOL
    }

    /** The settings of a server. */
    record Place(Way way, Path path, MonitoringCore core) {}

    private static final List<Setting> SETTINGS = List.of(
            new Setting(
                    "way",
                    "Way",
                    "Nagios and Icinga read the command file at once. Only Nagios reads the directory of check"
                            + " results, which keeps them while it is down.",
                    "command_file",
                    List.of(
                            new Setting.Option("command_file", "command file"),
                            new Setting.Option("spool", "directory of check results"))),
            Setting.text(
                    "path",
                    "Path",
                    "Of the command file (command_file in nagios.cfg) or of the directory (check_result_path).",
                    "/var/lib/nagios4/rw/nagios.cmd"),
            MonitoringCore.setting());

    private final AllowedPaths allowed;

    /** Allows the usual paths. */
    public CommandFileSenderFactory() {
        this(SenderLimits.USUAL);
    }

    /** @param limits what the settings of servers may reach */
    public CommandFileSenderFactory(SenderLimits limits) {
        this.allowed = limits.receivers();
    }

    @Override
    public String kind() {
        return "nagios-files";
    }

    @Override
    public String label() {
        return "Nagios or Icinga on this machine, by its files";
    }

    @Override
    public boolean carriesResultTime() {
        return true;
    }

    @Override
    public boolean hasAddress() {
        return false;
    }

    @Override
    public boolean hasSecret() {
        return false;
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    protected Place read(Server server, List<String> faults) {
        SettingValues values = new SettingValues(server, SETTINGS, faults);
        Place place =
                new Place(values.choice("way", Way.class), Path.of(values.text("path")), MonitoringCore.read(values));
        if (place.way == Way.SPOOL && place.core == MonitoringCore.ICINGA) {
            faults.add("way spool is not possible: Icinga reads the command file only");
        }
        if (!place.path.isAbsolute()) {
            faults.add("path '" + place.path + "' is not absolute");
        } else if (faults.isEmpty()) {
            new Receiver(place.path, allowed).addFault(place.way, faults);
        }
        return place;
    }

    @Override
    protected Sender open(Server server, Place place) {
        Receiver receiver = new Receiver(place.path, allowed);
        return place.way == Way.SPOOL ? new CheckResultSpool(receiver) : new CommandFile(receiver, place.core);
    }
}
