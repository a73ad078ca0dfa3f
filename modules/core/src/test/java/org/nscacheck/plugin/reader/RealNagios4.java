/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.plugin.reader;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The installed Nagios Core, fed through its command file and read through its status file. */
public final class RealNagios4 {

    private final Path directory;

    public RealNagios4(Path directory) {
        this.directory = directory;
    }

    /** Hands each output in as a result of its own service and returns what Nagios made of it. */
    public List<NagiosOutput> read(List<String> outputs) throws IOException, InterruptedException {
        Path program = RealProgram.find("/usr/sbin/nagios4");
        configure(outputs.size());
        Path commands = directory.resolve("commands");
        try (RealProgram nagios = RealProgram.start(
                directory,
                List.of(program.toString(), directory.resolve("nagios.cfg").toString()))) {
            await().atMost(Duration.ofSeconds(30))
                    .failFast("Nagios ended", () -> nagios.output().contains("Bailing out"))
                    .until(() -> Files.exists(commands));
            Files.writeString(commands, CommandLines.of(outputs));
            await().atMost(Duration.ofSeconds(30)).until(() -> checked() == outputs.size());
            return status().stream()
                    .map(service -> new NagiosOutput(
                            service.getOrDefault("plugin_output", ""),
                            unescape(service.getOrDefault("long_plugin_output", "")),
                            service.getOrDefault("performance_data", "")))
                    .toList();
        }
    }

    private static String unescape(String text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(match -> match.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(match.group(1)));
    }

    private long checked() throws IOException {
        return status().stream()
                .filter(service -> "2".equals(service.get("current_state")))
                .count();
    }

    private List<Map<String, String>> status() throws IOException {
        Path file = directory.resolve("status.dat");
        List<Map<String, String>> services = new ArrayList<>();
        if (!Files.exists(file)) {
            return services;
        }
        boolean inService = false;
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
            if (line.startsWith("servicestatus")) {
                services.add(new LinkedHashMap<>());
                inService = true;
            } else if (line.strip().equals("}")) {
                inService = false;
            } else if (inService) {
                String[] entry = line.stripLeading().split("=", 2);
                services.get(services.size() - 1).put(entry[0], entry.length > 1 ? entry[1] : "");
            }
        }
        return services;
    }

    private void configure(int services) throws IOException, InterruptedException {
        Files.createDirectory(directory.resolve("results"));
        Files.writeString(directory.resolve("nagios.cfg"), """
                log_file=%1$s/nagios.log
                cfg_file=%1$s/objects.cfg
                object_cache_file=%1$s/objects.cache
                precached_object_file=%1$s/objects.precache
                status_file=%1$s/status.dat
                status_update_interval=1
                nagios_user=%2$s
                nagios_group=%3$s
                check_external_commands=1
                command_file=%1$s/commands
                lock_file=%1$s/lock
                temp_file=%1$s/temp
                temp_path=%1$s
                check_result_path=%1$s/results
                query_socket=%1$s/query
                check_result_reaper_frequency=1
                execute_service_checks=0
                execute_host_checks=0
                retain_state_information=0
                enable_notifications=0
                use_syslog=0
                """.formatted(
                        directory, RealProgram.user(directory), RealProgram.group(directory)));
        StringBuilder objects = new StringBuilder("""
                define timeperiod {
                  timeperiod_name never
                  alias never
                }
                define command {
                  command_name none
                  command_line /bin/true
                }
                define contact {
                  contact_name nobody
                  host_notifications_enabled 0
                  service_notifications_enabled 0
                  host_notification_period never
                  service_notification_period never
                  host_notification_commands none
                  service_notification_commands none
                }
                define host {
                  host_name h
                  max_check_attempts 1
                  contacts nobody
                }
                """);
        for (int i = 0; i < services; i++) {
            objects.append("define service {\n  host_name h\n  service_description ")
                    .append(CommandLines.service(i))
                    .append("\n  max_check_attempts 1\n  check_command none\n  active_checks_enabled 0\n}\n");
        }
        Files.writeString(directory.resolve("objects.cfg"), objects);
    }
}
