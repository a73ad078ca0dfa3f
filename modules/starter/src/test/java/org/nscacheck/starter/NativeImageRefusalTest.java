/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a person reads who has made a native image. */
@ExtendWith(OutputCaptureExtension.class)
class NativeImageRefusalTest {

    @Configuration(proxyBeanMethods = false)
    static class Image {

        @Bean
        static NativeImageRefusal refusal() {
            return new NativeImageRefusal(true);
        }

        /** Not reached. */
        @Bean
        Object database() {
            throw new IllegalStateException("a class is not known to the image");
        }
    }

    @Test
    void saysBeforeAnythingElseFailsThatImagesAreNotSupportedAndWhatToDoInstead(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Image.class)
                        .web(WebApplicationType.NONE)
                        .run())
                .isInstanceOf(NativeImageException.class);
        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "nscacheck does not support GraalVM native images",
                        "-Dspring.aot.enabled=true",
                        "nscacheck.enabled=false when it is built");
    }
}
