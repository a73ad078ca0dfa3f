/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.nscacheck.store.SecretCipher;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The demo: a tea shop that reports its health to a monitoring server. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(DemoProperties.class)
public class DemoApplication {

    /** Starts the demo; it runs until the process is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(DemoApplication.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    RandomGenerator random() {
        return new Random();
    }

    @Bean
    DataDirectory dataDirectory(DemoProperties properties) {
        return new DataDirectory(properties.dataDirectory());
    }

    @Bean
    SecretCipher secretCipher(DataDirectory data) {
        return SecretCipher.of("demo", Map.of("demo", data.secretsKey()));
    }
}
