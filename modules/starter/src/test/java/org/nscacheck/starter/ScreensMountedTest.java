/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nscacheck.admin.Actor;
import org.nscacheck.web.AccessPolicy;
import org.nscacheck.web.Screens;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.context.SecurityContextHolder;

/** Deny by default: screens only where somebody may use them. */
@ExtendWith(OutputCaptureExtension.class)
class ScreensMountedTest {

    private static WebApplicationContextRunner host() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        NscaCheckAutoConfiguration.class,
                        NscaWebSecurityAutoConfiguration.class,
                        NscaWebAutoConfiguration.class))
                .withUserConfiguration(Host.Database.class)
                .withPropertyValues("nscacheck.host-name=shop-1");
    }

    @Test
    void mountsNoneWithoutARoleAndSaysHow(CapturedOutput output) {
        host().run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(Screens.class);
            assertThat(output).contains("NSCA-150", "nscacheck.web.roles.administer=ROLE_ADMIN");
        });
    }

    @Test
    void mountsNoneWithoutSpringSecurityAndSaysWhatToAdd(CapturedOutput output) {
        host().withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
                .withPropertyValues("nscacheck.web.roles.administer=ROLE_ADMIN")
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(Screens.class);
                    assertThat(output).contains("NSCA-150", "spring-boot-starter-security");
                });
    }

    @Test
    void mountsThemForRolesOrForAPolicyOfTheApplication(CapturedOutput output) {
        host().withPropertyValues("nscacheck.web.roles.view=ROLE_USER").run(context -> {
            assertThat(context).hasSingleBean(Screens.class);
            assertThat(output).contains("NSCA-151", "path=/nscacheck");
        });
        host().withBean(AccessPolicy.class, () -> request -> Actor.SYSTEM)
                .run(context -> assertThat(context).hasSingleBean(Screens.class));
    }

    @Test
    void canBeSwitchedOff() {
        host().withPropertyValues("nscacheck.web.roles.view=ROLE_USER", "nscacheck.web.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Screens.class));
    }

    @Test
    void refusesABasePathThatIsNone() {
        host().withPropertyValues("nscacheck.web.roles.view=ROLE_USER", "nscacheck.web.base-path=monitoring/")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("base path 'monitoring/' must start with a slash"));
    }
}
