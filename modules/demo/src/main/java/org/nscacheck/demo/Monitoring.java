/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import java.util.Map;
import org.nscacheck.server.Secret;
import org.nscacheck.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where the results go: to the receiver in this process, or to the real daemon that the properties name. */
@Configuration(proxyBeanMethods = false)
class Monitoring {

    static final String HOST_NAME = "tea-shop";

    @Bean
    @Conditional(NoDaemonGiven.class)
    Receiver receiver(StatusBoard board) {
        return new Receiver(board);
    }

    @Bean
    Server monitoringServer(DemoProperties properties, ObjectProvider<Receiver> receiver) {
        DemoProperties.Nsca given = properties.nsca();
        Receiver own = receiver.getIfAvailable();
        String host = own == null ? String.valueOf(given.host()) : "127.0.0.1";
        int port = own == null ? given.port() : own.port();
        String password = own == null ? given.password() : own.password();
        int encryption = own == null ? given.encryption() : Receiver.ENCRYPTION;
        return Server.builder("monitoring", "nsca")
                .address(host)
                .port(port)
                .hostName(HOST_NAME)
                .settings(Map.of("encryption", Integer.toString(encryption)))
                .secret(password.isEmpty() ? null : Secret.of(password))
                .catchUp(given.catchUp())
                .build();
    }

    static final class NoDaemonGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getProperty("demo.nsca.host", "").isBlank();
        }
    }
}
