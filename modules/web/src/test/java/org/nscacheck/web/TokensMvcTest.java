/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.nscacheck.token.ApiToken;
import org.nscacheck.token.Tokens;
import org.springframework.mock.web.MockHttpServletResponse;

/** The page of tokens: administrators make and revoke them, and see the text of one once. */
class TokensMvcTest {

    private static final String PATH = "/nscacheck/tokens";
    private static final Pattern TEXT = Pattern.compile("nscacheck_[0-9a-f]{32}_[A-Za-z0-9_-]{43}");

    private static RunningScreens screens;

    @BeforeAll
    static void start() throws Exception {
        screens = RunningScreens.with(List.of());
    }

    @AfterAll
    static void stop() {
        screens.close();
    }

    @BeforeEach
    void administer() {
        screens.permission = Permission.ADMINISTER;
    }

    private static String list() throws Exception {
        return screens.answer(get(PATH)).getContentAsString();
    }

    private static MockHttpServletResponse create(String name, String scope, String length) throws Exception {
        return screens.answer(
                post(PATH).param("name", name).param("scope", scope).param("length", length));
    }

    @Test
    void showsTheTextOfANewTokenOnceAndItOpensWhatItsScopeSays() throws Exception {
        String created = create("grafana", "OPERATE", "90d").getContentAsString();
        Matcher text = TEXT.matcher(created);
        assertThat(text.find()).isTrue();
        Tokens tokens = new Tokens(screens.nsca().tokens());
        assertThat(tokens.actor(text.group())).contains(new Actor("token grafana", Permission.OPERATE));
        assertThat(list()).contains("grafana", "operate").doesNotContainPattern(TEXT);
    }

    @Test
    void namesWhatIsNotPossible() throws Exception {
        create("twice", "VIEW", "1d");
        assertThat(create("twice", "VIEW", "1d").getStatus()).isEqualTo(422);
        assertThat(create("", "VIEW", "1d").getContentAsString()).contains("must be filled in");
        assertThat(create("long", "VIEW", "9999d").getContentAsString()).contains("3650 days");
        assertThat(create("god", "ROOT", "1d").getStatus()).isEqualTo(422);
        assertThat(list()).doesNotContain("god");
    }

    @Test
    void revokesAToken() throws Exception {
        create("old script", "VIEW", "1d");
        Tokens tokens = new Tokens(screens.nsca().tokens());
        ApiToken token = tokens.findAll(Actor.SYSTEM).stream()
                .filter(each -> each.name().equals("old script"))
                .findFirst()
                .orElseThrow();
        String delete = PATH + "/" + token.id() + "/delete";
        assertThat(screens.answer(get(delete)).getContentAsString()).contains("token old script");
        assertThat(screens.answer(post(delete)).getRedirectedUrl()).isEqualTo("/nscacheck/tokens?done=deleted");
        assertThat(list()).doesNotContain("old script");
    }

    @Test
    void isForAdministratorsOnly() throws Exception {
        for (Permission permission : List.of(Permission.VIEW, Permission.OPERATE)) {
            screens.permission = permission;
            assertThat(screens.answer(get(PATH)).getStatus()).isEqualTo(403);
            assertThat(create("mine", "ADMINISTER", "1d").getStatus()).isEqualTo(403);
            assertThat(screens.answer(post(PATH + "/00000000-0000-0000-0000-000000000000/delete"))
                            .getStatus())
                    .isEqualTo(403);
            assertThat(screens.answer(get("/nscacheck/checks")).getContentAsString())
                    .doesNotContain("/tokens\"");
        }
        screens.permission = Permission.ADMINISTER;
        assertThat(screens.answer(get("/nscacheck/checks")).getContentAsString())
                .contains("/nscacheck/tokens\"");
    }
}
