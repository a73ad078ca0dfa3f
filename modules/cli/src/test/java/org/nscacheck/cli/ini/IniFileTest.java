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
        IniFile ini = IniFile.parse("""
                \uFEFF# comment
                [overc]
                Server = http://localhost:5000/ ; ours
                my-key: a;b=c:d
                ; comment

                [service:app]
                command = echo
                    one
                \ttwo ; not this
                empty=
                [service:app]
                command=1
                """);

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
