/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import com.zaxxer.hikari.HikariDataSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.nscacheck.admin.FaultyConfigurationException;
import org.nscacheck.check.StoredCheck;
import org.nscacheck.engine.Engine;
import org.nscacheck.engine.EngineSettings;
import org.nscacheck.engine.Stores;
import org.nscacheck.nagios.CommandFileSenderFactory;
import org.nscacheck.nsca.NscaSenderFactory;
import org.nscacheck.nscang.NscaNgSenderFactory;
import org.nscacheck.overc.OverCSenderFactory;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.policy.Policy;
import org.nscacheck.quartz.QuartzClockwork;
import org.nscacheck.schedule.Clockwork;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;
import org.nscacheck.spring.NscaCheckConfiguration;
import org.nscacheck.spring.builtin.BuiltInChecks;
import org.nscacheck.spring.builtin.ConnectionPoolCheck;
import org.nscacheck.spring.builtin.ConnectionPools;
import org.nscacheck.spring.builtin.SelfCheck;
import org.nscacheck.spring.builtin.SignedInUsers;
import org.nscacheck.spring.builtin.SignedInUsersCheck;
import org.nscacheck.store.NscaDatabase;
import org.nscacheck.store.SecretCipher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Runs the checks of a Spring Boot application on its own data source. All beans are of our own types, so that none of
 * Boot's own configurations stands back because of them.
 *
 * <p>Beans of type {@link Server} are treated like servers from properties.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "nscacheck.enabled", matchIfMissing = true)
@EnableConfigurationProperties(NscaCheckProperties.class)
@Import({NotifierConfiguration.class, CollectdConfiguration.class})
class NscaCheckAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(NscaCheckAutoConfiguration.class);

    @Bean
    static NativeImageRefusal nscaNativeImageRefusal() {
        return new NativeImageRefusal();
    }

    @Bean
    static EagerBeans nscaEagerBeans() {
        return new EagerBeans();
    }

    @Bean
    @ConditionalOnMissingBean
    SecretCipher nscaSecretCipher(NscaCheckProperties properties) {
        return Secrets.cipher(properties.secrets());
    }

    @Bean
    @ConditionalOnMissingBean({NscaDatabase.class, Stores.class})
    NscaDatabase nscaDatabase(
            ListableBeanFactory beans,
            ObjectProvider<DataSource> dataSources,
            NscaCheckProperties properties,
            SecretCipher secrets) {
        NscaDatabase database = NscaDatabase.later(
                DataSources.choose(beans, dataSources, properties.dataSource()),
                new NscaDatabase.Settings(
                        properties.schema(),
                        properties.schemaMode(),
                        secrets,
                        properties.environment(),
                        properties.maxConnections()));
        if (!properties.patience().isZero()) {
            database.begin();
        }
        return database;
    }

    @Bean
    @ConditionalOnMissingBean
    Stores nscaCheckStores(NscaDatabase database) {
        return database.stores();
    }

    @Bean
    @ConditionalOnMissingBean
    EngineSettings nscaCheckSettings(
            NscaCheckProperties properties,
            ObjectProvider<Server> servers,
            ObjectProvider<SenderFactory> senders,
            ConfigurableEnvironment environment) {
        EnvironmentVariables variables = new EnvironmentVariables(environment);
        variables
                .unread()
                .forEach(variable ->
                        log.warn("NSCA-106 environment variable matches no property variable={}", variable));
        List<String> faults = new ArrayList<>();
        String machine = LocalHostName.find();
        String hostName = Objects.requireNonNullElse(properties.hostName(), machine);
        List<Server> allServers = new ArrayList<>(servers.orderedStream().toList());
        List<SenderFactory> kinds = senders.stream().toList();
        properties
                .servers()
                .forEach((name, server) -> collect(() -> server.toServer(name, hostName, kinds), allServers, faults));
        List<StoredCheck> checks = new ArrayList<>();
        properties.checks().forEach((key, check) -> collect(() -> check.toCheck(key), checks, faults));
        variables.checks().forEach((key, check) -> collect(() -> check.toCheck(key), checks, faults));
        List<Policy> policies = DeclaredPolicies.of(properties.policies(), faults);
        FaultyConfigurationException.throwIfAny(faults);
        return EngineSettings.builder(Objects.requireNonNullElse(properties.nodeName(), machine))
                .hostName(hostName)
                .zone(Objects.requireNonNullElseGet(properties.zone(), ZoneId::systemDefault))
                .spread(properties.executor().spread())
                .onError(properties.onError())
                .onTimeout(properties.onTimeout())
                .maxRunning(properties.executor().maxRunning())
                .groups(groups(properties))
                .reuseThreads(properties.executor().reuseThreads())
                .startupWait(properties.patience())
                .shutdown(properties.executor().shutdown())
                .snapshotInterval(properties.snapshotInterval())
                .retention(properties.retention())
                .auditRetention(properties.auditRetention())
                .tick(properties.tick().enabled())
                .servers(allServers)
                .checks(checks)
                .policies(policies)
                .alerts(properties.notifications().settings())
                .guessedHosts(guessedHosts(properties))
                .build();
    }

    /** A limit of plugins among the others takes precedence over their own property. */
    private static Map<String, Integer> groups(NscaCheckProperties properties) {
        Map<String, Integer> groups = new HashMap<>(properties.executor().groups());
        if (properties.plugins().isAllowed()) {
            groups.putIfAbsent(PluginChecks.GROUP, properties.plugins().maxRunning());
        }
        return groups;
    }

    @Bean
    @ConditionalOnMissingBean
    Clockwork nscaClockwork(NscaCheckProperties properties) {
        return properties.quartz().enabled() ? new QuartzClockwork() : QuartzClockwork.silent();
    }

    private static Set<String> guessedHosts(NscaCheckProperties properties) {
        return properties.hostName() != null
                ? Set.of()
                : properties.servers().entrySet().stream()
                        .filter(server -> server.getValue().nodeHostName() == null)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    @Bean
    ConfigDirectory nscaConfigDirectory(NscaCheckProperties properties) {
        return new ConfigDirectory(properties.configDirectory());
    }

    /** What the settings of servers may reach; for the senders of other kinds too. */
    @Bean
    @ConditionalOnMissingBean
    SenderLimits nscaSenderLimits(NscaCheckProperties properties) {
        return properties.limits();
    }

    /** Stands back for a bean of the same type, or for another sender of the kind nsca under the same name. */
    @Bean
    @ConditionalOnMissingBean(value = NscaSenderFactory.class, name = "nscaSenderFactory")
    NscaSenderFactory nscaSenderFactory(ConfigDirectory directory, SenderLimits limits) {
        return new NscaSenderFactory(directory.path(), limits);
    }

    @Bean
    @ConditionalOnMissingBean
    NscaNgSenderFactory nscaNgSenderFactory(SenderLimits limits) {
        return new NscaNgSenderFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    CommandFileSenderFactory nscaCommandFileSenderFactory(SenderLimits limits) {
        return new CommandFileSenderFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    OverCSenderFactory nscaOverCSenderFactory(SenderLimits limits) {
        return new OverCSenderFactory(limits);
    }

    /** Offers nothing unless properties allow a folder. */
    @Bean
    @ConditionalOnMissingBean
    PluginChecks nscaPluginChecks(NscaCheckProperties properties) {
        return properties.plugins().checks();
    }

    private static <T> void collect(Supplier<T> read, List<T> values, List<String> faults) {
        try {
            values.add(read.get());
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "nscacheck.built-in.enabled", matchIfMissing = true)
    BuiltInChecks nscaBuiltInChecks(ObjectProvider<Engine> engine) {
        return new BuiltInChecks(() -> engine.getObject().awaitSnapshot());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "nscacheck.built-in.enabled", matchIfMissing = true)
    SelfCheck nscaSelfCheck(ObjectProvider<Engine> engine) {
        return new SelfCheck(engine::getObject);
    }

    @Bean
    @ConditionalOnBean(SignedInUsers.class)
    @ConditionalOnBooleanProperty(name = "nscacheck.built-in.enabled", matchIfMissing = true)
    SignedInUsersCheck nscaSignedInUsersCheck(SignedInUsers users) {
        return new SignedInUsersCheck(users);
    }

    /** Separate, because the class may be absent. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HikariDataSource.class)
    @ConditionalOnBooleanProperty(name = "nscacheck.built-in.enabled", matchIfMissing = true)
    static class PoolConfiguration {

        @Bean
        ConnectionPoolCheck nscaConnectionPoolCheck(
                ObjectProvider<ConnectionPools> pools, ObjectProvider<DataSource> dataSources) {
            return new ConnectionPoolCheck(pools.getIfAvailable(() -> new HikariPools(dataSources)));
        }
    }

    /** Separate, so that an application with an engine of its own gets none from here. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Engine.class)
    @Import(NscaCheckConfiguration.class)
    static class EngineConfiguration {

        @Bean
        ServerLockCheck nscaServerLockCheck(Engine engine, Stores stores, NscaCheckProperties properties) {
            ServerLockCheck check =
                    new ServerLockCheck(stores.servers(), properties.secrets().failFast());
            engine.require(check);
            return check;
        }
    }
}
