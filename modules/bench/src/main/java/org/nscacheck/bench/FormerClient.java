/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.bench;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nscacheck.nsca.NscaClient;

/** The native client of another version of this project, loaded beside today's. */
final class FormerClient implements Client {

    private final ClassLoader classes;
    private final Map<Integer, Object> clients = new HashMap<>();

    /** @param classPath its modules nsca and core, and what they need */
    FormerClient(String classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            urls.add(Path.of(part).toUri().toURL());
        }
        classes = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return classes.loadClass(name);
    }

    @Override
    public String name() {
        return "(e) ours, former";
    }

    @Override
    public int results(Scenario scenario) {
        return scenario.bulk();
    }

    @Override
    public long send(Scenario scenario, int port, int results) throws Exception {
        Object client = clients.get(port);
        if (client == null) {
            client = client(scenario, port);
            clients.put(port, client);
        }
        Constructor<?> message = type("org.nscacheck.nsca.NscaMessage")
                .getConstructor(String.class, String.class, int.class, String.class);
        List<?> messages =
                Collections.nCopies(results, message.newInstance(Scenario.HOST, Scenario.SERVICE, 1, scenario.text()));
        Class<?> deadline = type("org.nscacheck.sender.Deadline");
        Method send = client.getClass().getMethod("send", List.class, deadline);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        send.invoke(client, messages, deadline.getMethod("in", Duration.class).invoke(null, Duration.ofSeconds(60)));
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
    }

    private Object client(Scenario scenario, int port) throws Exception {
        Class<?> secretType = type("org.nscacheck.server.Secret");
        Class<?> encryptionType = type("org.nscacheck.nsca.Encryption");
        Class<?> settingsType = type("org.nscacheck.nsca.NscaClientSettings");
        Object secret = secretType.getMethod("of", String.class).invoke(null, Scenario.PASSWORD);
        Object encryption = encryptionType
                .getMethod("valueOf", String.class)
                .invoke(null, scenario.encryption().name());
        Object settings = settingsType
                .getMethod("of", String.class, int.class, secretType, encryptionType)
                .invoke(null, "127.0.0.1", port, secret, encryption);
        return type(NscaClient.class.getName()).getConstructor(settingsType).newInstance(settings);
    }
}
