/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.plugin.PluginFolders;
import org.nscacheck.plugin.PluginRunner;
import org.nscacheck.sender.Notifier;
import org.nscacheck.sender.NotifierFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Server;

/** Servers of the kind {@code exec}: a program on this machine that is run for each notification. Thread-safe. */
public final class ExecNotifierFactory extends NotifierFactory<ExecSettings> {

    /** By this name collectd tells its programs the host that it runs on. */
    private static final String HOST_NAME = "COLLECTD_HOSTNAME";

    private final PluginFolders folders;
    private final PluginRunner.Settings running;

    /**
     * @param folders out of which programs may be run
     * @param running how they are run
     */
    public ExecNotifierFactory(PluginFolders folders, PluginRunner.Settings running) {
        this.folders = folders;
        this.running = running;
    }

    @Override
    public String kind() {
        return "exec";
    }

    @Override
    public String label() {
        return "A program on this machine, for each notification";
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
        return ExecSettings.SETTINGS;
    }

    @Override
    protected ExecSettings read(Server server, List<String> faults) {
        return ExecSettings.read(server, folders, faults);
    }

    @Override
    protected Notifier notifier(Server server, ExecSettings settings) {
        Map<String, String> environment = new HashMap<>(running.environment());
        environment.put(HOST_NAME, server.hostName());
        return new ExecNotifier(settings, folders, new PluginRunner(running.withEnvironment(environment)));
    }
}
