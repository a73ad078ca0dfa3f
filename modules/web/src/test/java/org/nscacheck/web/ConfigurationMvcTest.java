/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.Status;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.audit.AuditAction;
import org.nscacheck.audit.AuditEntry;
import org.nscacheck.audit.AuditFilter;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.policy.Policy;
import org.nscacheck.policy.PolicyKind;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The configuration as a file and what the monitoring side gets, on a real database with a running engine. */
class ConfigurationMvcTest {

    private static final Actor ANNA = new Actor("anna", Permission.ADMINISTER);
    private static final String PAGE = "/nscacheck/config";

    private RunningScreens running;

    @BeforeEach
    void start() throws Exception {
        running = RunningScreens.with(List.of(CheckDefinition.of(
                new CheckKey("disk"), "Disk", ScheduleSpec.every("1h"), run -> CheckResult.of(Status.OK, "=1+1"))));
        running.engine()
                .administration()
                .saveServer(
                        ANNA,
                        Server.builder("nagios", "nsca")
                                .address("127.0.0.1")
                                .hostName("shop")
                                .build(),
                        SecretChange.set(Secret.of("canary-9Q")));
        running.engine()
                .policies()
                .save(ANNA, Policy.of(PolicyKind.RULE, "full", Map.of("label", "used", "failure-max", "95")));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
        return running.answer(request);
    }

    private String exported() throws Exception {
        return answer(get(PAGE + "/nscacheck.yml")).getContentAsString(StandardCharsets.UTF_8);
    }

    private String preview(String yaml) throws Exception {
        return answer(post(PAGE + "/preview").param("yaml", yaml)).getContentAsString();
    }

    private static String basis(String page) {
        Matcher basis = Pattern.compile("name=\"basis\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(basis.find()).as(page).isTrue();
        return basis.group(1);
    }

    private MockHttpServletResponse apply(String yaml, String basis, String... items) throws Exception {
        return answer(
                post(PAGE + "/import").param("yaml", yaml).param("basis", basis).param("item", items));
    }

    private StoredCheck check(String name) {
        return running.nsca().stores().checks().findAll().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Server nagios() {
        return running.nsca().stores().servers().findByName("nagios").orElseThrow();
    }

    @Test
    void whatIsExportedHasNoSecretAndChangesNothingWhenImported() throws Exception {
        String yaml = exported();

        assertThat(yaml)
                .contains("nscacheck-format: 1", "    nagios:", "      kind: nsca", "    disk:", "failure-max: \"95\"")
                .doesNotContain("canary");
        assertThat(preview(yaml)).contains("0 to add, 0 to change, 0 to remove, 3 unchanged.");
    }

    @Test
    void importsWhatWasChosenAndKeepsTheSecret() throws Exception {
        String yaml =
                exported().replace("failure-max: 95", "failure-max: 90").replace("shop", "shop-2") + "  checks: {}\n";
        assertThat(preview(yaml)).contains("Line ", "stands here for the second time");
        yaml = """
                nscacheck:
                  servers:
                    nagios: {host: 127.0.0.1, node-host-name: shop-2}
                  checks:
                    disk: {timeout: 2m}
                    second: {key: disk, service: Second, servers: nagios}
                  policies:
                    rule:
                      full: {label: used, failure-max: 90}
                """;
        String page = preview(yaml);
        assertThat(page)
                .contains("1 to add, 3 to change, 0 to remove, 0 unchanged.")
                .contains("Change</span> <span>server nagios", "shop-2", "Add</span> <span>check second", "line 6");

        MockHttpServletResponse answer = apply(yaml, basis(page), "server:nagios", "check:second", "rule:full");

        assertThat(answer.getRedirectedUrl()).isEqualTo(PAGE + "?done=imported");
        assertThat(nagios().hostName()).isEqualTo("shop-2");
        assertThat(Objects.requireNonNull(nagios().secret()).reveal()).isEqualTo("canary-9Q");
        assertThat(check("second").settings().servers())
                .containsExactly(nagios().id().toString());
        assertThat(check("disk").settings().timeout()).isNull();
        List<AuditEntry> entries = running.nsca().stores().audit().find(AuditFilter.ALL, Long.MAX_VALUE, 4);
        assertThat(entries).extracting(AuditEntry::action).contains(AuditAction.IMPORTED, AuditAction.ADDED);
        assertThat(entries).extracting(AuditEntry::actor).containsOnly("anna");
    }

    @Test
    void storesNothingIfOneOfThemIsRefused() throws Exception {
        String yaml = """
                nscacheck:
                  checks:
                    a: {key: disk, service: Same}
                    b: {key: disk, service: Same}
                  policies:
                    rule:
                      other: {label: used, failure-max: 90}
                """;

        MockHttpServletResponse answer = apply(yaml, basis(preview(yaml)), "check:a", "check:b", "rule:other");

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString()).contains("Nothing was imported: ", "would both report as");
        assertThat(running.nsca().stores().checks().findAll()).hasSize(1);
        assertThat(running.nsca().stores().policies().findAll(PolicyKind.RULE)).hasSize(1);
    }

    @Test
    void refusesAnImportAfterSomebodyElsesChange() throws Exception {
        String yaml = "nscacheck: {checks: {disk: {timeout: 2m}}}";
        String basis = basis(preview(yaml));
        running.engine().administration().saveCheck(ANNA, check("disk").named("disk of the shop"));

        MockHttpServletResponse answer = apply(yaml, basis, "check:disk");

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("Somebody changed something", "Add</span> <span>check disk");
        assertThat(check("disk of the shop").settings().timeout()).isNull();
    }

    @Test
    void removesOnlyWhenThatIsAskedFor() throws Exception {
        String yaml = "nscacheck: {policies: {rule: {}}}";
        assertThat(preview(yaml)).contains("0 to remove");
        String page = answer(post(PAGE + "/preview").param("yaml", yaml).param("removing", "true"))
                .getContentAsString();
        assertThat(page)
                .contains("1 to remove", "Remove</span> <span>rule full")
                .doesNotContain("server nagios");

        answer(post(PAGE + "/import")
                .param("yaml", yaml)
                .param("basis", basis(page))
                .param("removing", "true")
                .param("item", "rule:full"));

        assertThat(running.nsca().stores().policies().findAll(PolicyKind.RULE)).isEmpty();
    }

    @Test
    void aPasswordIsTypedBesideTheServerThatNeedsIt() throws Exception {
        String yaml = "nscacheck: {servers: {new: {kind: nsca, host: 127.0.0.1, node-host-name: shop}}}";
        String page = preview(yaml);
        assertThat(page).contains("name=\"secret.server:new\"");

        answer(post(PAGE + "/import")
                .param("yaml", yaml)
                .param("basis", basis(page))
                .param("item", "server:new")
                .param("secret.server:new", "typed-7Q"));

        assertThat(running.nsca()
                        .stores()
                        .servers()
                        .findByName("new")
                        .orElseThrow()
                        .secret())
                .isNotNull();
        assertThat(preview("nscacheck: {servers: {x: {host: h, node-host-name: n, secret: canary-1Q}}}"))
                .contains("a password is not read from here");
    }

    @Test
    void tellsWhatIsNotPossibleAtItsLine() throws Exception {
        assertThat(preview("nscacheck:\n  checks:\n    a: {key: nothing}\n    b: {key: disk, servers: nobody}\n"))
                .contains("there is no check &#39;nothing&#39; in the code", "nobody", "line 3", "line 4")
                .doesNotContain("value=\"check:a\"", "value=\"check:b\"");
        assertThat(preview("a: &a [x]")).contains("Line 1: ", "anchors and aliases are not read");
        assertThat(preview("<script>alert(1)</script>")).doesNotContain("<script>alert");
    }

    @Test
    void takesAnUploadedFile() throws Exception {
        MockMultipartFile file =
                new MockMultipartFile("file", "x.yml", "text/plain", exported().getBytes(StandardCharsets.UTF_8));
        assertThat(answer(multipart(PAGE + "/preview").file(file)).getContentAsString())
                .contains("3 unchanged");
        MockMultipartFile latin = new MockMultipartFile("file", "x.yml", "text/plain", new byte[] {'a', (byte) 0xe4});
        assertThat(answer(multipart(PAGE + "/preview").file(latin)).getContentAsString())
                .contains("The file is not UTF-8");
    }

    @Test
    void onlyAdministratorsExportAndImport() throws Exception {
        running.permission = Permission.OPERATE;

        assertThat(answer(get(PAGE)).getContentAsString())
                .contains("nagios.cfg")
                .doesNotContain("Import</h2>");
        for (MockHttpServletRequestBuilder request : List.of(
                get(PAGE + "/nscacheck.yml"),
                post(PAGE + "/preview").param("yaml", "a"),
                post(PAGE + "/import").param("yaml", "a").param("basis", "b"))) {
            assertThat(answer(request).getStatus()).isEqualTo(403);
        }
    }

    @Test
    void saysWhichNamesTheMonitoringSideCannotBeTold() throws Exception {
        running.engine()
                .administration()
                .saveCheck(
                        ANNA,
                        check("disk")
                                .with(CheckSettings.builder().service("Disk*").build()));
        String id = check("disk").id().toString();
        String fault = "service &#39;Disk*&#39; contains *, which Nagios does not allow in names";

        assertThat(answer(get(PAGE)).getContentAsString()).contains("disk: " + fault);
        assertThat(answer(get("/nscacheck/checks")).getContentAsString()).contains("cannot be exported: " + fault);
        assertThat(answer(get("/nscacheck/checks/" + id)).getContentAsString())
                .contains("cannot be exported: " + fault);
        assertThat(answer(get("/nscacheck/checks/" + id + "/edit")).getContentAsString())
                .contains(fault);
        assertThat(answer(get("/nscacheck/checks/" + id + "/definitions")).getContentAsString())
                .contains("Cannot be exported: " + fault, "object Service &quot;Disk*&quot; {");
        String server = "/nscacheck/servers/" + nagios().id();
        assertThat(answer(get(server + "/nagios.cfg")).getContentAsString()).contains("# NOT HERE: disk: service");
        assertThat(answer(get(server + "/icinga2.conf")).getContentAsString()).contains("object Service \"Disk*\" {");
    }

    @Test
    void noSpreadsheetComputesWhatACheckReturned() throws Exception {
        await().until(() ->
                running.engine().administration().runNow(ANNA, check("disk").id()));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        answer(get("/nscacheck/checks/list.csv?q=disk")).getContentAsString())
                .startsWith("Name,Service,State,Note,Message,Since,Last run,Next run\r\ndisk,Disk,OK,")
                .contains(",'=1+1,"));
        assertThat(CheckTable.cell("-1")).isEqualTo("'-1");
        assertThat(CheckTable.cell("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
        assertThat(CheckTable.cell("\t=1")).isEqualTo("'\t=1");
    }
}
