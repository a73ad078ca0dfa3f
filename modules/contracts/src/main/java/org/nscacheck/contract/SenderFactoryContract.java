/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

/** What forms, properties and the delivery rely on in a {@link SenderFactory}. */
public interface SenderFactoryContract {

    /** Returns the factory, always the same one during a test. */
    SenderFactory factory();

    /** Returns a server of the factory's kind whose receiver works. */
    Server server();

    /** Returns the server with another value of one setting. */
    private Server with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(server().settings());
        settings.put(setting, value);
        return server().toBuilder().settings(settings).build();
    }

    @Test
    default void namesItsKind() {
        assertThat(factory().kind()).matches("[a-z][a-z0-9-]*").isEqualTo(server().kind());
        assertThat(factory().label()).isNotBlank();
        assertThat(factory().defaultPort()).isBetween(1, 65535);
    }

    @Test
    default void describesItsSettings() {
        List<Setting> settings = factory().settings();

        assertThat(settings)
                .extracting(Setting::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
        assertThat(settings).allSatisfy(setting -> {
            assertThat(setting.label()).as(setting.name()).isNotBlank();
            assertThat(setting.help()).as(setting.name()).isNotBlank();
            if (!setting.options().isEmpty()) {
                assertThat(setting.options())
                        .as(setting.name())
                        .extracting(Setting.Option::value)
                        .contains(setting.defaultValue());
            }
        });
    }

    @Test
    default void findsNoFaultInAServerThatWorks() {
        assertThat(factory().validate(server())).isEmpty();
    }

    @Test
    default void findsASettingThatItDoesNotKnow() {
        assertThat(factory().validate(with("no-such-setting", "x")))
                .anyMatch(fault -> fault.contains("no-such-setting"));
    }

    @Test
    default void findsAValueThatIsNoOption() {
        factory().settings().stream()
                .filter(setting -> !setting.options().isEmpty())
                .forEach(setting -> assertThat(factory().validate(with(setting.name(), "no-such-option")))
                        .as(setting.name())
                        .anyMatch(fault -> fault.contains("no-such-option")));
    }

    @Test
    default void opensExactlyWhatHasNoFaultsWhateverIsTyped() {
        for (Setting setting : factory().settings()) {
            for (String value : List.of("", " ", "-1", "9".repeat(30), "\u0000", "ä/../;|", "x".repeat(5000))) {
                Server server = with(setting.name(), value);
                if (factory().validate(server).isEmpty()) {
                    factory().open(server).close();
                } else {
                    assertThatThrownBy(() -> factory().open(server))
                            .as(setting.name() + " " + value)
                            .isInstanceOf(IllegalArgumentException.class)
                            .message()
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    default void tellsNobodyTheSecret() {
        Secret secret = Secret.of("never-to-be-seen");
        for (Setting setting : factory().settings()) {
            Server server = with(setting.name(), "\u0000").with(secret);
            assertThat(factory().validate(server)).noneMatch(fault -> fault.contains("never-to-be-seen"));
        }
    }

    @Test
    default void forgetsAServerTwiceAndOneThatItNeverSaw() {
        factory().forget(server());
        factory().forget(server());
    }
}
