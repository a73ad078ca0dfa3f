/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Odoo exports and what overcli reads, as properties. */
class ImportCommandTest {

    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** An import-compatible export, with technical names. */
    @Test
    void takesServersAndChecksOfOdoo() throws IOException {
        String servers = file("nsca.server.csv", """
                "id","name","port","password","encryption_method","node_hostname","check_count"
                "nsca_client.demo","nagios.example.net","5667","s3cret","14","MY-SERVER","2"
                "other","10.0.0.7","5668","","7 - 3WAY","","0"
                """);
        String checks = file("nsca.check.csv", """
                id,server_id,service,nsca_model,nsca_function,nsca_args,allow_void_result,interval_number,interval_type,active,nextcall
                a,nagios.example.net,Odoo Mail Queue,mail.mail,nsca_check_mails,"limit=10, states=['a', 'b'], 5, name='x, y'",True,10,minutes,True,2026-01-01
                b,nagios.example.net,"Größe: \""x\""",stock.move,check,,False,1,months,False,2026-01-01
                c,elsewhere,Again,stock.move,check,,False,1,days,True,
                d,nagios.example.net,Status,nsca.server,current_status,,False,5,work_days,True,
                e,nagios.example.net,Nothing,,,,False,5,days,True,
                """);

        Ran ran = Ran.command("import", "odoo", servers, checks);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("""
                nscacheck:
                  servers:
                    nagios:
                      host: nagios.example.net
                      port: 5667
                      node-host-name: MY-SERVER
                      settings:
                        encryption: 14
                    nagios2:
                      host: "10.0.0.7"
                      port: 5668
                      settings:
                        encryption: 7
                        transport: program
                  checks:
                    "[mail.mail.nsca_check_mails]":
                      service: Odoo Mail Queue
                      every: 10m
                      servers:
                        - nagios
                      active: true
                      allow-void: true
                      arguments:
                        limit: "10"
                        name: "x, y"
                    "[stock.move.check]":
                      service: "Größe: \\"x\\""
                      every: 1mo
                      servers:
                        - nagios
                      active: false
                    "[nsca.server.current_status]":
                      service: Status
                      every: 5d
                      servers:
                        - nagios
                      active: true
                """);
        assertThat(ran.err().lines())
                .contains(
                        "to do: the password of server nagios.example.net is not taken over: set the environment variable"
                                + " NSCACHECK_SERVERS_NAGIOS_SECRET, and nscacheck.secrets.key for storing it",
                        "to do: check 'Odoo Mail Queue' needs its method mail.mail.nsca_check_mails in Java: write one with"
                                + " @NscaCheck(key = \"mail.mail.nsca_check_mails\", service = \"Odoo Mail Queue\")");
        assertThat(ran.err())
                .doesNotContain("s3cret")
                .contains("has the argument '5', which is positional or Python code")
                .contains("has the argument 'states=['a', 'b']', which is positional or Python code")
                .contains("server 10.0.0.7 has no hostname of this node")
                .contains("server 10.0.0.7 uses encryption 7")
                .contains("check 'Again' calls stock.move.check as another one does")
                .contains("take the built-in checks nscacheck.cpu")
                .contains("check 'Status' ran on working days")
                .contains("check 'Nothing' names no model or no method");
    }

    /** An export with labels, which spreadsheets save with semicolons. */
    @Test
    void readsLabelsAndSemicolons() throws IOException {
        String checks = file("checks.csv", """
                \uFEFFServer;Service;Model;Method;Arguments;Interval Number;Interval Unit;Colour\r
                nagios;Queue;a.b;c;;30;Minutes;red\r
                """);

        Ran ran = Ran.command("import", "odoo", checks);

        assertThat(ran.out()).contains("\"[a.b.c]\":", "service: Queue").contains("every: 30m");
        assertThat(ran.err())
                .contains("column 'Colour' is not known, left out")
                .contains("reports to the server 'nagios', which is not among the exported ones");
    }

    @Test
    void takesTheConfigurationOfOvercli() throws IOException {
        String ini = file("config.ini", """
                [overc]
                server=https://me:pw@overc.example.net/below/
                my-name=localhost
                my-key=1234
                [service:app]
                period=60
                max-lag=3
                command=./plugin.d/app.sh "httpd $x"
                colour=red
                [service:Größe 2]
                period=3600
                command=echo 1
                """);

        Ran ran = Ran.command("import", "overc", ini);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().replace(directory.toString(), "DIR")).isEqualTo("""
                nscacheck:
                  servers:
                    overc:
                      kind: overc
                      host: overc.example.net
                      port: 443
                      node-host-name: localhost
                      settings:
                        tls: true
                        path: /below
                        performance-data: true
                        user: me
                  plugins:
                    folders:
                      - DIR/plugin.d
                    commands:
                      app:
                        executable: DIR/plugin.d/app.sh
                        arguments:
                          - "httpd $$x"
                        service: app
                        every: 45s
                        timeout: 10s
                      gr-e-2:
                        executable: echo
                        arguments:
                          - "1"
                        service: "Größe 2"
                        every: 2880s
                        timeout: 10s
                """);
        assertThat(ran.err())
                .contains("unknown key 'colour' in [service:app]")
                .contains("the password of me, a blank and the key of server overc is not taken over")
                .contains("[service:Größe 2] calls 'echo' by its name")
                .doesNotContain("1234")
                .doesNotContain("pw@");
    }

    @Test
    void saysWhatItCannotRead() throws IOException {
        assertThat(Ran.command("import", "odoo", file("x.csv", "a,b\n1,2\n")).err())
                .contains("a file has no column of servers");
        assertThat(Ran.command("import", "odoo", "/no/such/file").exitCode()).isEqualTo(1);
        assertThat(Ran.command("import", "overc", file("x.ini", "[service:a]\n"))
                        .err())
                .contains("command is missing");
        assertThat(Ran.command("import", "zabbix", "x").exitCode()).isEqualTo(2);
    }
}
