/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.schedule.ScheduleSpec;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The query of docs/api.md, read as the Infinity data source of Grafana reads it: address, root selector and columns. */
class GrafanaTest {

    private static final Path PAGE = Path.of(System.getProperty("nscacheck.root", "../.."), "docs", "api.md");

    private static String line(String label) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + label + " +(.+)$").matcher(Files.readString(PAGE));
        assertThat(line.find()).as(label + " in " + PAGE).isTrue();
        return line.group(1);
    }

    private static String answer(RunningApi running) throws Exception {
        String path = line("URL").replaceFirst("https://[^/]+", "").replace("<id>", running.id("mail"));
        MockHttpServletRequestBuilder request = get(path);
        long now = Instant.now().toEpochMilli();
        for (String parameter : line("URL parameters").split("\\s+")) {
            String[] parts = parameter.split("=", 2);
            request.param(
                    parts[0],
                    parts[1].replace("${__from}", String.valueOf(now - 3_600_000))
                            .replace("${__to}", String.valueOf(now + 60_000)));
        }
        return running.as(Permission.VIEW, request).getContentAsString();
    }

    private static List<?> rows(RunningApi running) throws Exception {
        Map<String, ?> answer = JsonReader.object(answer(running).getBytes(StandardCharsets.UTF_8));
        return (List<?>) answer.get(line("Root selector"));
    }

    @Test
    void findsATimeAndNumbersInEachColumnOfThePage() throws Exception {
        CheckDefinition mail = CheckDefinition.of(
                new CheckKey("mail"), "Mail", ScheduleSpec.every("1h"), context -> CheckResult.warning(
                                "7 mails not sent")
                        .perf("unsent", 7)
                        .build());
        try (RunningApi running = new RunningApi(List.of(mail), null)) {
            running.as(Permission.OPERATE, post("/nscacheck/api/v1/checks/" + running.id("mail") + "/run"));
            await().untilAsserted(() -> assertThat(rows(running)).isNotEmpty());
            Map<?, ?> row = (Map<?, ?>) rows(running).get(0);
            int columns = 0;
            for (Matcher column = Pattern.compile("(\\w+) \\((time|number)\\)").matcher(line("Columns"));
                    column.find();
                    columns++) {
                String value = String.valueOf(row.get(column.group(1)));
                if (column.group(2).equals("time")) {
                    assertThat(Instant.parse(value)).isBefore(Instant.now().plusSeconds(60));
                } else {
                    assertThat(Double.parseDouble(value)).isEqualTo(7);
                }
            }
            assertThat(columns).isEqualTo(4);
        }
    }
}
