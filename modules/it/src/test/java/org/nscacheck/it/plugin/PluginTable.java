/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.it.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nscacheck.testkit.TestDatabase;

/**
 * Each plugin of Debian's monitoring-plugins-basic and -standard with something that it can look at on loopback, or at a port on
 * which nobody listens. Some need libraries or programs that only their own packages recommend: what they say without them is a
 * result as well.
 */
final class PluginTable {

    private static final String LOCAL = "127.0.0.1";

    /** Of the packages, but of no use here: libraries of scripts. */
    static final List<String> NO_PLUGINS = List.of("utils.pm", "utils.sh");

    private final List<Row> rows = new ArrayList<>();

    /**
     * A check.
     *
     * @param plugin name of the program
     * @param words what it is called with
     * @param exit the code that it must end with, or null where that depends on the machine
     */
    record Row(String plugin, List<String> words, @Nullable Integer exit) {

        /** Returns the words as they are typed into a form, the port among them as the value of a place. */
        String line() {
            return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        }
    }

    private PluginTable() {}

    static List<Row> of(Path plugins, LoopbackServices services, TestDatabase database, Path directory)
            throws IOException {
        PluginTable table = new PluginTable();
        table.ofThisMachine(plugins, directory);
        table.ofFiles(directory);
        table.ofServices(services);
        table.ofDatabases(database);
        table.ofNobody();
        return List.copyOf(table.rows);
    }

    private void ends(int exit, String plugin, String... words) {
        rows.add(new Row(plugin, List.of(words), exit));
    }

    private void runs(String plugin, String... words) {
        rows.add(new Row(plugin, List.of(words), null));
    }

    private void ofThisMachine(Path plugins, Path directory) {
        ends(2, "check_dummy", "2", "größer als | x; \"erlaubt\"");
        ends(0, "check_cluster", "-l", "web", "-d", "0,1,0", "-w", "1", "-c", "2");
        ends(0, "check_disk", "-w", "0%", "-c", "0%", "-p", directory.toString());
        ends(0, "check_load", "-w", "1000,1000,1000", "-c", "2000,2000,2000");
        ends(0, "check_procs", "-w", "1:100000", "-c", "1:100000");
        runs("check_swap", "-w", "1%", "-c", "1%");
        ends(0, "check_users", "-w", "1000", "-c", "2000");
        runs("check_ping", "-H", LOCAL, "-w", "1000,50%", "-c", "2000,90%", "-p", "1");
        runs("check_icmp", "-H", LOCAL);
        runs("check_host", "-H", LOCAL);
        runs("check_rta_multi", "-H", LOCAL);
        runs("check_fping", LOCAL);
        runs("check_apt", "-t", "20");
        runs("check_mailq", "-w", "10", "-c", "20");
        runs("check_sensors");
        runs("check_ide_smart", "-d", "/dev/null");
        runs("check_dhcp", "-i", "lo", "-t", "1");
        ends(2, "negate", "-o", "CRITICAL", plugins.resolve("check_dummy").toString(), "0", "no longer fine");
        ends(1, "urlize", "http://localhost/", plugins.resolve("check_dummy").toString(), "1", "linked");
    }

    private void ofFiles(Path directory) throws IOException {
        long now = Instant.now().getEpochSecond();
        Path log = Files.writeString(directory.resolve("app.log"), "started\n");
        Path mrtg = Files.writeString(
                directory.resolve("mrtg.log"), now + " 100 200\n" + now + " 12 34 56 78\n" + now + " 12 34 56 78\n");
        Path nagios = Files.writeString(directory.resolve("status.dat"), "\tcreated=" + now + "\n");
        Path servers = Files.writeString(directory.resolve("servers"), "");
        ends(0, "check_file_age", "-f", log.toString(), "-w", "100000", "-c", "200000");
        ends(
                0,
                "check_log",
                "-F",
                log.toString(),
                "-O",
                directory.resolve("old.log").toString(),
                "-q",
                "fault");
        runs("check_mrtg", "-F", mrtg.toString(), "-a", "AVG", "-v", "1", "-w", "100", "-c", "200", "-l", "load");
        runs("check_mrtgtraf", "-F", mrtg.toString(), "-a", "AVG", "-w", "100,100", "-c", "200,200", "-e", "10");
        runs("check_nagios", "-F", nagios.toString(), "-e", "5", "-C", "java");
        runs("check_flexlm", "-F", servers.toString());
        runs("check_oracle", "--tns", "none");
        runs("check_radius", "-H", LOCAL, "-P", "9", "-u", "a", "-p", "b", "-F", servers.toString(), "-t", "2");
    }

    private void ofServices(LoopbackServices services) {
        String http = String.valueOf(services.http());
        ends(0, "check_http", "-I", LOCAL, "-p", http, "-w", "20", "-c", "30");
        runs("check_curl", "-I", LOCAL, "-p", http, "-w", "20", "-c", "30");
        ends(0, "check_tcp", "-H", LOCAL, "-p", http, "-w", "20", "-c", "30");
        ends(0, "check_udp", "-H", LOCAL, "-p", port(services.echo()), "-s", "ping", "-e", "ping");
        ends(0, "check_time", "-H", LOCAL, "-p", port(services.time()));
        ends(0, "check_ssh", "-p", talk(services, "SSH-2.0-OpenSSH_9.2\r\n", Map.of()), LOCAL);
        ends(0, "check_ftp", "-H", LOCAL, "-p", talk(services, "220 ready\r\n", Map.of("QUIT", "221 bye\r\n")));
        ends(0, "check_pop", "-H", LOCAL, "-p", talk(services, "+OK ready\r\n", Map.of("QUIT", "+OK bye\r\n")));
        ends(0, "check_imap", "-H", LOCAL, "-p", talk(services, "* OK ready\r\n", Map.of("a1 LOGOUT", "* BYE\r\n")));
        ends(0, "check_nntp", "-H", LOCAL, "-p", talk(services, "200 ready\r\n", Map.of("QUIT", "205 bye\r\n")));
        ends(0, "check_clamd", "-H", LOCAL, "-p", talk(services, "PONG\r\n", Map.of()));
        ends(
                0,
                "check_smtp",
                "-H",
                LOCAL,
                "-p",
                talk(
                        services,
                        "220 ready\r\n",
                        Map.of("EHLO", "250 fine\r\n", "HELO", "250 fine\r\n", "QUIT", "221 bye\r\n")));
        String stream = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>\n";
        ends(0, "check_jabber", "-H", LOCAL, "-p", talk(services, stream, Map.of()));
        Stream.of("check_simap", "check_spop", "check_ssmtp", "check_nntps", "check_real", "check_ircd")
                .forEach(plugin -> runs(plugin, "-H", LOCAL, "-p", closed()));
    }

    private void ofDatabases(TestDatabase database) {
        runs(
                "check_pgsql",
                "-H",
                database.host(),
                "-P",
                port(database.port()),
                "-d",
                database.name(),
                "-l",
                database.username(),
                "-p",
                database.password());
        runs("check_mysql", "-H", LOCAL, "-P", closed());
        runs("check_mysql_query", "-H", LOCAL, "-P", closed(), "-q", "select 1");
        runs("check_dbi", "-d", "pgsql", "-o", "host=127.0.0.1", "-q", "select 1");
    }

    private void ofNobody() {
        runs("check_by_ssh", "-H", LOCAL, "-p", closed(), "-C", "true");
        runs("check_ldap", "-H", LOCAL, "-b", "dc=x", "-p", closed());
        runs("check_ldaps", "-H", LOCAL, "-b", "dc=x", "-p", closed());
        runs("check_dig", "-H", LOCAL, "-l", "localhost", "-p", closed(), "-t", "2");
        runs("check_dns", "-H", "localhost", "-s", LOCAL, "-t", "2");
        runs("check_snmp", "-H", LOCAL, "-o", "1.3.6.1.2.1.1.3.0", "-p", closed(), "-t", "1", "-e", "0");
        runs("check_ifstatus", "-H", LOCAL, "-p", closed());
        runs("check_ifoperstatus", "-H", LOCAL, "-k", "1", "-p", closed());
        Stream.of("check_ntp", "check_ntp_peer", "check_ntp_time").forEach(ntp -> runs(ntp, "-H", LOCAL, "-t", "2"));
        runs("check_nt", "-H", LOCAL, "-p", closed(), "-v", "CLIENTVERSION");
        runs("check_nwstat", "-H", LOCAL, "-p", closed());
        runs("check_overcr", "-H", LOCAL, "-p", closed(), "-v", "LOAD1");
        runs("check_ups", "-H", LOCAL, "-p", closed(), "-u", "none");
        runs("check_game", "q3s", LOCAL);
        runs("check_hpjd", "-H", LOCAL);
        runs("check_rpc", "-H", LOCAL, "-C", "nfs");
        runs("check_breeze", "-H", LOCAL, "-w", "1", "-c", "2");
        runs("check_wave", "-H", LOCAL, "-w", "1", "-c", "2");
        runs("check_disk_smb", "-H", LOCAL, "-s", "none");
    }

    private static String talk(LoopbackServices services, String greeting, Map<String, String> answers) {
        return port(services.conversation(greeting, answers));
    }

    private static String closed() {
        return port(LoopbackServices.closed());
    }

    private static String port(int port) {
        return String.valueOf(port);
    }
}
