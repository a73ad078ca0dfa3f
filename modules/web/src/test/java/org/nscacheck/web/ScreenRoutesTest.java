/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nscacheck.CheckResult;
import org.nscacheck.admin.Permission;
import org.nscacheck.check.CheckDefinition;
import org.nscacheck.check.CheckKey;
import org.nscacheck.check.CheckSettings;
import org.nscacheck.schedule.ScheduleSpec;
import org.nscacheck.web.security.RoleAccessPolicy;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * Who may use which route of the screens, by the roles of Spring Security. The routes are those that the framework knows; each
 * must stand in {@code screen-routes.txt} with the least permission that opens it.
 */
class ScreenRoutesTest {

    private static final Map<Permission, List<String>> ROLES = Map.of(
            Permission.VIEW, List.of("ROLE_VIEWER"),
            Permission.OPERATE, List.of("ROLE_OPERATOR"),
            Permission.ADMINISTER, List.of("ROLE_ADMIN"));

    private final AtomicInteger runs = new AtomicInteger();
    private RunningScreens running;
    private Map<String, String> things;

    @BeforeEach
    void start() throws Exception {
        running = RunningScreens.with(
                List.of(CheckDefinition.builder(new CheckKey("disk"), context -> CheckResult.ok("fine")
                                .perf("used", runs.incrementAndGet())
                                .build())
                        .defaults(CheckSettings.builder()
                                .service("Disk")
                                .schedule(ScheduleSpec.every("30d"))
                                .build())
                        .build()));
        things = new ThingsOnScreens(running).make();
        running.policy = new RoleAccessPolicy(ROLES);
    }

    @AfterEach
    void stop() {
        SecurityContextHolder.clearContext();
        running.close();
    }

    private static void signIn(@Nullable Permission permission) {
        String role = permission == null ? "ROLE_OTHER" : ROLES.get(permission).get(0);
        signIn(UsernamePasswordAuthenticationToken.authenticated(
                "anna", "n/a", AuthorityUtils.createAuthorityList(role)));
    }

    private static void signIn(Authentication authentication) {
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }

    private MockHttpServletResponse answer(ScreenRoute route) throws Exception {
        return running.answer(route.request(things));
    }

    private Set<String> routes() {
        return running.routes().keySet().stream()
                .flatMap(ScreenRoutesTest::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A route that takes any method is named so, and so stands in no table. */
    private static Stream<String> names(RequestMappingInfo route) {
        Set<?> methods = route.getMethodsCondition().getMethods();
        return (methods.isEmpty() ? Set.of("ANY") : methods)
                .stream().flatMap(method -> route.getPatternValues().stream().map(path -> method + " " + path));
    }

    @Test
    void eachControllerOfTheScreensIsHere() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        Set<String> written = scanner.findCandidateComponents("org.nscacheck.web").stream()
                .map(found -> ((AnnotatedBeanDefinition) found).getMetadata().getClassName())
                .filter(name -> name.substring(0, name.lastIndexOf('.')).equals("org.nscacheck.web"))
                .collect(Collectors.toSet());
        Set<String> mounted = running.routes().values().stream()
                .map(handler -> handler.getBeanType().getName())
                .collect(Collectors.toSet());
        assertThat(mounted)
                .as(
                        "controllers in RunningScreens; one that is missing there has routes that nobody has checked: add it")
                .containsExactlyInAnyOrderElementsOf(written)
                .hasSizeGreaterThan(15);
    }

    @Test
    void eachRouteStandsInTheTable() throws Exception {
        Set<String> listed = ScreenRoute.all().stream().map(ScreenRoute::name).collect(Collectors.toSet());
        assertThat(routes())
                .as("routes of the screens; one that is not listed needs a row in screen-routes.txt with the least"
                        + " permission that opens it, and the handler a test of that permission")
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void eachRouteIsClosedToWhoeverMayNotUseItAndChangesNothing() throws Exception {
        ThingsOnScreens state = new ThingsOnScreens(running);
        List<Object> before = state.state();
        int ran = runs.get();
        for (ScreenRoute route : ScreenRoute.all()) {
            for (Permission held : Permission.values()) {
                if (!route.isOpenTo(held)) {
                    signIn(held);
                    assertThat(answer(route).getStatus())
                            .as(route + " by " + held)
                            .isEqualTo(403);
                }
            }
            if (!route.least().isEmpty()) {
                signIn((Permission) null);
                assertThat(answer(route).getStatus())
                        .as(route + " by nobody we know")
                        .isEqualTo(403);
                signIn(new AnonymousAuthenticationToken(
                        "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ADMIN")));
                assertThatThrownBy(() -> answer(route))
                        .as(route + " without a sign-in")
                        .hasRootCauseInstanceOf(AccessDeniedException.class);
            }
            assertThat(state.state()).as("what there is after " + route).isEqualTo(before);
        }
        assertThat(runs).hasValue(ran);
    }

    @Test
    void eachRouteIsOpenToWhoeverMayUseIt() throws Exception {
        for (ScreenRoute route : ScreenRoute.all()) {
            for (Permission held : Permission.values()) {
                if (route.isOpenTo(held)) {
                    signIn(held);
                    assertThat(answer(route).getStatus())
                            .as(route + " by " + held)
                            .isNotIn(400, 401, 403, 405)
                            .isLessThan(500);
                }
            }
        }
    }

    @Test
    void nothingIsChangedByReading() throws Exception {
        ThingsOnScreens state = new ThingsOnScreens(running);
        List<Object> before = state.state();
        signIn(Permission.ADMINISTER);
        for (ScreenRoute route : ScreenRoute.all()) {
            ScreenRoute read = new ScreenRoute(route.least(), "GET", route.path(), route.fields());
            assertThat(answer(read).getStatus()).as(read.toString()).isIn(200, 404, 405);
        }
        assertThat(state.state()).isEqualTo(before);
    }
}
