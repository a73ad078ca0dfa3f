/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.overc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nscacheck.RefusedException;
import org.nscacheck.sender.AddressPolicy;
import org.nscacheck.sender.Setting;
import org.nscacheck.server.LockedSecretException;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;

class OverCServerSettingsTest {

    private final OverCSenderFactory factory = new OverCSenderFactory();

    private List<String> faults(Map<String, String> settings) {
        return factory.validate(Servers.at(5000, settings));
    }

    private List<String> faults(String secret, Map<String, String> settings) {
        return factory.validate(Servers.at(5000, settings).with(Secret.of(secret)));
    }

    @Test
    void takesAddressAndKeyAlone() {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(factory.defaultPort()).isEqualTo(5000);
    }

    @Test
    void wantsAKeyThatOverCCanStore() {
        assertThat(factory.validate(Servers.at(5000).withoutSecret()))
                .singleElement()
                .asString()
                .contains("OverC needs a key");
        assertThat(faults("k".repeat(33), Map.of())).singleElement().asString().contains("1 to 32 characters");
        assertThat(faults("", Map.of())).singleElement().asString().contains("1 to 32 characters");
        assertThat(faults("a\nb", Map.of())).singleElement().asString().contains("control character");
        assertThat(faults("kéy with blanks", Map.of())).isEmpty();
    }

    @Test
    void wantsThePasswordBeforeTheKeyWhereThereIsAUser() {
        Map<String, String> user = Map.of("user", "shop");
        assertThat(faults("pass word k3y", user)).isEmpty();
        assertThat(faults("k3y", user)).singleElement().asString().contains("a blank, and OverC's key");
        assertThat(faults("password ", user)).singleElement().asString().contains("1 to 32 characters");
        assertThat(faults("p k", Map.of("user", "a:b")))
                .singleElement()
                .asString()
                .contains("contains a colon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overc", "/a b", "/a?b", "/a#b", "/ä", "https://elsewhere/"})
    void refusesAPathThatIsNone(String path) {
        assertThat(faults(Map.of("path", path))).singleElement().asString().contains("the path '" + path + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "/, http://127.0.0.1:5000",
        "//, http://127.0.0.1:5000",
        "/overc, http://127.0.0.1:5000/overc",
        "/a/b/, http://127.0.0.1:5000/a/b"
    })
    void speaksBelowThePath(String path, String base) {
        assertThat(OverCServerSettings.read(
                                Servers.at(5000, Map.of("path", path)), AddressPolicy.USUAL, new ArrayList<>())
                        .client()
                        .base())
                .hasToString(base);
    }

    @Test
    void takesEachFormOfAnAddressAndSaysWhichCannotStandInAUrl() {
        for (String address : List.of("overc.example.net", "::1", "fe80::1%eth0", "Größe.example", "192.0.2.1")) {
            assertThat(factory.validate(
                            Servers.at(5000).toBuilder().address(address).build()))
                    .as(address)
                    .isEmpty();
        }
        assertThat(factory.validate(
                        Servers.at(5000).toBuilder().address("over_c").build()))
                .singleElement()
                .asString()
                .contains("the host 'over_c' cannot stand in a URL");
    }

    @Test
    void refusesOtherValuesThatAreNone() {
        assertThat(faults(Map.of("timeout", "0s"))).singleElement().asString().contains("timeout");
        assertThat(faults(Map.of("host-service", "a;b")))
                .singleElement()
                .asString()
                .contains("host-service");
        assertThat(faults(Map.of("tls", "maybe"))).singleElement().asString().contains("tls");
    }

    @Test
    void asksForTheKeyAgainWhenItWouldGoElsewhere() {
        assertThat(factory.settings())
                .filteredOn(Setting::bindsSecret)
                .extracting(Setting::name)
                .containsExactlyInAnyOrder("tls", "path", "user");
    }

    @Test
    void findsNoFaultInAKeyThatCannotBeReadNow() {
        Secret locked = Secret.sealed(new Secret.Sealed() {
            @Override
            public String open() {
                throw new LockedSecretException("locked");
            }

            @Override
            public Optional<String> problem() {
                return Optional.of("locked");
            }
        });
        Server server = Servers.at(5000, Map.of("user", "shop")).with(locked);
        assertThat(factory.validate(server)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:5000/, http://localhost:5000",
        "http://localhost, http://localhost",
        "HTTPS://Example.net/overc//, https://Example.net/overc",
        "http://[::1]:5000/, http://[::1]:5000",
        "' http://u:p@localhost:5000 ', http://localhost:5000"
    })
    void readsTheAddressesThatPeopleWrite(String url, String base) {
        assertThat(OverCClientSettings.of(url).base()).hasToString(base);
    }

    @Test
    void readsUserAndPasswordOfAUrlAndShowsNoPassword() {
        OverCClientSettings settings = OverCClientSettings.of("https://sh%40op:p%3Aw+%20@example.net/");
        assertThat(settings.login()).isEqualTo(new BasicLogin("sh@op", Secret.of("p:w+ ")));
        assertThat(settings.toString()).doesNotContain("p:w");
        assertThat(OverCClientSettings.of("https://user@example.net/").login())
                .isEqualTo(new BasicLogin("user", Secret.of("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:5000",
                "ftp://localhost/",
                "http:///path",
                "http://u:secret@local host/",
                "http://u:se/cret@localhost/",
                "http://u:secret@localhost/?a=b",
                "http://u:secret@localhost/#a",
                "http://u:secret@over_c:5000/",
                "http://u:%zz-secret@localhost/",
                "http://localhost:99999999999/"
            })
    void refusesWhatIsNoAddressWithoutShowingAPassword(String url) {
        assertThatThrownBy(() -> OverCClientSettings.of(url))
                .isInstanceOf(RefusedException.class)
                .message()
                .doesNotContain("secret")
                .doesNotContain("cret");
    }
}
