/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.demo;

import org.nscacheck.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says, once the demo runs, where to look and what can be changed. */
@Component
class StartNotice {

    private static final Logger log = LoggerFactory.getLogger(StartNotice.class);

    private final DataDirectory data;
    private final Server server;
    private final ObjectProvider<DemoDatabase> ownDatabase;

    StartNotice(DataDirectory data, Server server, ObjectProvider<DemoDatabase> ownDatabase) {
        this.data = data;
        this.server = server;
        this.ownDatabase = ownDatabase;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        int port =
                event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null
                        ? web.getWebServer().getPort()
                        : 0;
        log.info(
                """


                          The tea shop is open.

                            status page   http://localhost:{}/
                            screens       http://localhost:{}/nscacheck  (admin / admin, operator / operator, viewer / viewer)
                            results go    to NSCA at {}:{}
                            data          {}
                            stop          Ctrl-C; the data stay, the next start goes on with them

                            another HTTP port   mvn -Pdemo -Dserver.port=8081
                            a real daemon       mvn -Pdemo -Ddemo.nsca.host=nagios.example.org -Ddemo.nsca.port=5667
                                                (and DEMO_NSCA_PASSWORD in the environment, -Ddemo.nsca.encryption=1)
                        """,
                port,
                port,
                server.address(),
                server.port(),
                ownDatabase.getIfAvailable() == null ? "in the database of spring.datasource.url" : data.root());
    }
}
