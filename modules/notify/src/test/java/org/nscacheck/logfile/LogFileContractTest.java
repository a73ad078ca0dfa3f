/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.logfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.nscacheck.contract.NotifierContract;
import org.nscacheck.sender.SenderFactory;
import org.nscacheck.sender.SenderLimits;
import org.nscacheck.server.Server;

/** Lines of a file, in both forms. */
class LogFileContractTest {

    private abstract static class InFile extends NotifierContract {

        @TempDir
        private Path folder;

        private SenderFactory factory;

        abstract String format();

        @Override
        public SenderFactory factory() {
            if (factory == null) {
                factory = new LogFileNotifierFactory(SenderLimits.USUAL.withReceivers(List.of(folder)));
            }
            return factory;
        }

        private Server at(Path path) {
            return Server.builder("file", "log-file")
                    .address("localhost")
                    .hostName("shop")
                    .settings(Map.of("path", path.toString(), "format", format()))
                    .build();
        }

        @Override
        public Server server() {
            return at(folder.resolve("told.log"));
        }

        @Override
        protected Optional<Server> unreachable() {
            return Optional.of(at(folder.resolve("none/told.log")));
        }

        @Override
        protected Optional<Server> stuck() {
            return Optional.empty();
        }

        @Override
        protected String arrived() {
            try {
                Path file = folder.resolve("told.log");
                return Files.exists(file) ? Files.readString(file) : "";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class Text extends InFile {

        @Override
        String format() {
            return "text";
        }
    }

    @Nested
    class Json extends InFile {

        @Override
        String format() {
            return "json";
        }
    }
}
