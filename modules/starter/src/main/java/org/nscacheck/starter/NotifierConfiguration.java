/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter;

import java.time.InstantSource;
import org.nscacheck.alertmanager.AlertmanagerNotifierFactory;
import org.nscacheck.collectd.CollectdNotifierFactory;
import org.nscacheck.collectd.CollectdValuesSenderFactory;
import org.nscacheck.collectd.SocketNotifierFactory;
import org.nscacheck.exec.ExecNotifierFactory;
import org.nscacheck.logfile.LogFileNotifierFactory;
import org.nscacheck.mail.MailNotifierFactory;
import org.nscacheck.nagios.CommandNotifierFactory;
import org.nscacheck.plugin.PluginChecks;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.syslog.SyslogNotifierFactory;
import org.nscacheck.webhook.WebhookNotifierFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The kinds of notifiers, and values for collectd. Each stands back for a bean of its type. */
@Configuration(proxyBeanMethods = false)
class NotifierConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MailNotifierFactory nscaMailNotifierFactory(SenderLimits limits) {
        return new MailNotifierFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    SyslogNotifierFactory nscaSyslogNotifierFactory(SenderLimits limits) {
        return new SyslogNotifierFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    LogFileNotifierFactory nscaLogFileNotifierFactory(SenderLimits limits) {
        return new LogFileNotifierFactory(limits);
    }

    /** @param plugins has said already what is wrong with the folders */
    @Bean
    @ConditionalOnMissingBean
    ExecNotifierFactory nscaExecNotifierFactory(NscaCheckProperties properties, PluginChecks plugins) {
        return new ExecNotifierFactory(
                properties.plugins().allowed(), properties.plugins().running());
    }

    @Bean
    @ConditionalOnMissingBean
    WebhookNotifierFactory nscaWebhookNotifierFactory(SenderLimits limits) {
        return new WebhookNotifierFactory(limits, InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    AlertmanagerNotifierFactory nscaAlertmanagerNotifierFactory(SenderLimits limits) {
        return new AlertmanagerNotifierFactory(limits, InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    CommandNotifierFactory nscaCommandNotifierFactory(SenderLimits limits) {
        return new CommandNotifierFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    CollectdNotifierFactory nscaCollectdNotifierFactory(SenderLimits limits) {
        return new CollectdNotifierFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    SocketNotifierFactory nscaSocketNotifierFactory(SenderLimits limits) {
        return new SocketNotifierFactory(limits);
    }

    @Bean
    @ConditionalOnMissingBean
    CollectdValuesSenderFactory nscaCollectdValuesSenderFactory(SenderLimits limits) {
        return new CollectdValuesSenderFactory(limits);
    }
}
