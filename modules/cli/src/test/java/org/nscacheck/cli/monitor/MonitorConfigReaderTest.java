/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Server;

class MonitorConfigReaderTest {

    /** The file of OverC's documentation. */
    private static final String SEED = """
            [overc]
            server=http://localhost:5000/
            my-name=localhost
            my-key=1234

            [service:app]
            period=60
            command=./plugin.d/app.sh "httpd"
            max-lag=3

            [ignored]
            whatever=1
            """;

    private static final MonitorOptions NONE = new MonitorOptions(null, null, null, List.of(), null, null, Map.of());

    @TempDir
    private Path directory;

    private MonitorConfigReader reader(String text, MonitorOptions options) throws IOException {
        return new MonitorConfigReader(Files.writeString(directory.resolve("config.ini"), text), options);
    }

    private MonitorConfig read(String text) throws Exception {
        return reader(text, NONE).read();
    }

    @Test
    void readsTheFileOfOvercli() throws Exception {
        MonitorConfigReader reader = reader(SEED, NONE);

        MonitorConfig config = reader.read();

        assertThat(reader.warnings()).isEmpty();
        assertThat(config.directory()).isEqualTo(directory);
        assertThat(config.hostName()).isEqualTo("localhost");
        assertThat(config.overc()).isNotNull();
        assertThat(config.overc().settings().base()).hasToString("http://localhost:5000");
        assertThat(config.overc().identification().key().reveal()).isEqualTo("1234");
        assertThat(config.services()).singleElement().satisfies(service -> {
            assertThat(service.name()).isEqualTo("app");
            assertThat(service.command()).containsExactly("./plugin.d/app.sh", "httpd");
            assertThat(service.interval(config.margin())).isEqualTo(Duration.ofSeconds(45));
        });
    }

    @Test
    void letsOptionsGoOverTheFile() throws Exception {
        MonitorOptions options = new MonitorOptions(
                "https://me:pw@overc.example.net/below/", "other:5678", null, List.of(), 0.5, 3, Map.of());

        MonitorConfig config =
                reader(SEED + "[nscacheck]\nmargin=0.9\nthreads=7\n", options).read();

        assertThat(config.hostName()).isEqualTo("other");
        assertThat(config.overc().identification().key().reveal()).isEqualTo("5678");
        assertThat(config.margin()).isEqualTo(0.5);
        assertThat(config.threads()).isEqualTo(3);
        Server server = Targets.overc(config.overc());
        assertThat(server.address()).isEqualTo("overc.example.net");
        assertThat(server.port()).isEqualTo(443);
        assertThat(server.settings())
                .containsEntry("tls", "true")
                .containsEntry("path", "/below")
                .containsEntry("user", "me");
        assertThat(server.secret().reveal()).isEqualTo("pw 5678");
        assertThat(Targets.factory("overc").orElseThrow().validate(server)).isEmpty();
    }

    @Test
    void takesTheKeyFromAFileOrTheEnvironment() throws Exception {
        String text = SEED.replace("my-key=1234\n", "");
        Files.writeString(directory.resolve("key"), "of the file\n");

        assertThat(read(text + "[nscacheck]\nkey-file=key\n")
                        .overc()
                        .identification()
                        .key()
                        .reveal())
                .isEqualTo("of the file");
        MonitorOptions options = new MonitorOptions(null, null, "of the environment", List.of(), null, null, Map.of());
        assertThat(reader(SEED, options).read().overc().identification().key().reveal())
                .isEqualTo("of the environment");
    }

    @Test
    void readsDaemonsOfEachKind() throws Exception {
        Files.writeString(directory.resolve("password"), "s3cret\n");

        MonitorConfig config = read("""
                [nscacheck]
                host=shop
                [target:nagios]
                address=nagios.example.net
                encryption=14
                secret-file=password
                catch-up=changes
                [target:other]
                kind=nsca-ng
                address=other.example.net
                identity=app1
                host=shop-2
                secret-file=password
                [service:a]
                period=60
                command=true
                """);

        assertThat(config.overc()).isNull();
        assertThat(config.servers()).hasSize(2);
        Server nagios = config.servers().get(0);
        assertThat(nagios.id()).isEqualTo(Targets.id("nagios"));
        assertThat(nagios.hostName()).isEqualTo("shop");
        assertThat(nagios.port()).isEqualTo(5667);
        assertThat(nagios.catchUp()).isEqualTo(CatchUp.CHANGES);
        assertThat(nagios.secret().reveal()).isEqualTo("s3cret");
        assertThat(nagios.settings()).containsExactly(Map.entry("encryption", "14"));
        assertThat(config.servers().get(1).hostName()).isEqualTo("shop-2");
        assertThat(config.servers().get(1).catchUp()).isEqualTo(CatchUp.ALL);
    }

    @Test
    void namesKeysThatItDoesNotKnow() throws Exception {
        MonitorConfigReader reader = reader(SEED + "[service:b]\nperiod=5\ncommand=true\nmaxlag=1\n", NONE);

        assertThat(reader.read().services()).hasSize(2);
        assertThat(reader.warnings())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("line 16: unknown key 'maxlag' in [service:b], left alone; known are max-lag");
    }

    @ParameterizedTest
    @CsvSource({
        "'[service:a]\nperiod=60\n', 'command is missing'",
        "'[service:a]\ncommand=true\n', 'period is missing'",
        "'[service:a]\ncommand=true\nperiod=often\n', 'period:'",
        "'[service:a]\ncommand=true\nperiod=0\n', 'must be 1 s or more'",
        "'[service:a]\ncommand=\"true\nperiod=60\n', 'a quote is not closed'",
        "'[service:a]\ncommand=true\nperiod=60\nmax-lag=60\n', 'max-lag 1m must be less than the period 1m'",
        "'[service:a;b]\ncommand=true\nperiod=60\n', 'contains'",
        "'[check:a]\ncommand=true\n', 'unknown section [check:a]'",
        "'[target:a]\nkind=nrpe\n', 'is not one of nsca, nsca-ng, overc'",
        "'[target:a]\nencryption=99\n', 'is not a number from 0 to 26'",
        "'[target:a]\nsecret-file=nowhere\n', 'does not exist'",
        "'[nscacheck]\nmargin=2\n', 'the margin 2.0 is not above 0 and at most 1'",
        "'[nscacheck]\nthreads=many\n', 'is not a number'",
        "'[overc]\nserver=ftp://x\nmy-name=a\nmy-key=b\n', 'is not the address of an OverC server'",
        "'[overc]\nserver=http://x\nmy-name=a\n', 'OverC needs a name and a key'",
        "'[service:app]\ncommand=true\nperiod=60\n[service:app]\ncommand=true\nperiod=60\n', 'stands there twice'"
    })
    void namesFaults(String text, String fault) {
        String whole = text.contains("[overc]") ? text : text + "[overc]\nserver=http://x\nmy-name=a\nmy-key=b\n";
        assertThatThrownBy(() -> read(whole)).isInstanceOf(MonitorFaults.class).hasMessageContaining(fault);
    }

    @Test
    void namesAllFaultsAtOnceAndNoSecret() {
        assertThatThrownBy(
                        () -> read("[overc]\nserver=x\nmy-name=a\nmy-key=s3cret\n[service:a]\n[service:b]\nperiod=1\n"))
                .isInstanceOfSatisfying(
                        MonitorFaults.class,
                        faults -> assertThat(faults.faults()).hasSize(4).noneMatch(fault -> fault.contains("s3cret")));
        assertThatThrownBy(() -> read("[overc]\nserver=http://x\nmy-name=a\nmy-key=b\n"))
                .hasMessageContaining("nothing would run");
        assertThatThrownBy(() -> read("[service:a]\nperiod=60\ncommand=true\n"))
                .hasMessageContaining("nothing says where results go");
        assertThatThrownBy(() -> new MonitorConfigReader(directory.resolve("none.ini"), NONE).read())
                .hasMessageContaining("none.ini does not exist");
    }

    @Test
    void runsInWholeSecondsAndAtLeastOne() {
        assertThat(service(1).interval(0.8)).isEqualTo(Duration.ofSeconds(1));
        assertThat(service(60).interval(0.8)).isEqualTo(Duration.ofSeconds(48));
        assertThat(service(86_400).interval(0.8)).isEqualTo(Duration.ofMinutes(1152));
        assertThat(service(20_001).interval(0.8)).isEqualTo(Duration.ofMinutes(266));
    }

    private static MonitoredService service(int period) {
        return new MonitoredService(
                "a", Duration.ofSeconds(period), List.of("true"), Duration.ZERO, Duration.ofSeconds(10));
    }
}
