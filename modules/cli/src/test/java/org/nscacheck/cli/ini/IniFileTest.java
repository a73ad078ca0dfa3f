/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.cli.ini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniFileTest {

    @Test
    void readsSectionsAndKeysAsPythonDoes() {
        IniFile ini = IniFile.parse(
                "\uFEFF# comment\n[overc]\nServer = http://localhost:5000/ ; ours\nmy-key: a;b=c:d\n"
                        + "; comment\n\n[service:app]\ncommand = echo\n    one\n\ttwo ; not this\nempty=\n[service:app]\ncommand=1\n");

        IniFile.Section overc = ini.named("overc").get(0);
        assertThat(overc.line()).isEqualTo(2);
        assertThat(overc.value("server")).contains("http://localhost:5000/");
        assertThat(overc.value("my-key")).contains("a;b=c:d");
        assertThat(overc.value("Server")).isEmpty();
        assertThat(ini.named("service:app")).hasSize(2);
        assertThat(ini.named("service:app").get(0).value("command")).contains("echo\none\ntwo");
        assertThat(ini.named("service:app").get(0).value("empty")).contains("");
        assertThat(ini.sections()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'[a]\nx', 'line 2: this is no section and no key=value: x'",
        "'x=1', 'line 1: this stands before the first section: x=1'",
        "'[a', 'line 1: the section has no closing bracket: [a'",
        "'[a]\n=1', 'line 2: this is no section and no key=value: =1'"
    })
    void namesTheLineOfAFault(String text, String message) {
        assertThatThrownBy(() -> IniFile.parse(text)).hasMessage(message);
    }
}
