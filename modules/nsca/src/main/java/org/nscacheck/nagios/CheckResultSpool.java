/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nagios;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nscacheck.plugin.OutputFormat;
import org.nscacheck.sender.Deadline;
import org.nscacheck.sender.Report;
import org.nscacheck.sender.SendOutcome;
import org.nscacheck.sender.Sender;
import org.nscacheck.server.Target;

/**
 * Puts results into Nagios' directory of check results ({@code check_result_path}), a file for a batch. Nagios takes files of
 * seven characters that begin with {@code c}, as soon as an empty file of the same name and {@code .ok} lies beside them, and
 * removes both. Nothing waits for a reader, and a core that is away finds the results when it is back, unless they are older
 * than its {@code max_check_result_file_age}.
 */
final class CheckResultSpool implements Sender {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LETTERS_OF_A_NAME = 6;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSIVE = 1;

    private final Receiver receiver;

    CheckResultSpool(Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public List<SendOutcome> send(List<Report> reports, Deadline deadline) {
        List<Optional<SendOutcome.Expired>> expiries =
                reports.stream().map(report -> report.expiry(deadline)).toList();
        List<Report> valid = IntStream.range(0, reports.size())
                .filter(i -> expiries.get(i).isEmpty())
                .mapToObj(reports::get)
                .toList();
        SendOutcome outcome = valid.isEmpty() ? new SendOutcome.Sent(false) : outcome(valid, deadline);
        return expiries.stream()
                .map(expiry -> expiry.isPresent() ? expiry.get() : outcome)
                .toList();
    }

    private SendOutcome outcome(List<Report> reports, Deadline deadline) {
        if (deadline.isOver()) {
            return new SendOutcome.Retry(Receiver.NO_TIME);
        }
        try {
            write(reports);
            return new SendOutcome.Sent(false);
        } catch (IOException e) {
            return new SendOutcome.Retry("the check result could not be written: " + e);
        }
    }

    private void write(List<Report> reports) throws IOException {
        StringBuilder text = new StringBuilder(256 * reports.size());
        text.append("### Passive Check Result File ###\nfile_time=")
                .append(reports.get(0).at().getEpochSecond())
                .append('\n');
        reports.forEach(report -> append(text, report));
        Path file = newFile(receiver.require(CommandFileSenderFactory.Way.SPOOL));
        try {
            Files.writeString(file, text);
            // The core runs as another user as a rule.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
            Files.createFile(file.resolveSibling(file.getFileName() + ".ok"));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Path newFile(Path directory) throws IOException {
        while (true) {
            StringBuilder name = new StringBuilder("c");
            for (int i = 0; i < LETTERS_OF_A_NAME; i++) {
                name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            Path file = directory.resolve(name.toString());
            if (!Files.exists(file)) {
                return Files.createFile(file);
            }
        }
    }

    /** An empty line ends a result. */
    private static void append(StringBuilder text, Report report) {
        Target target = report.target();
        String time = BigDecimal.valueOf(report.at().toEpochMilli(), 3).toPlainString();
        text.append("\nhost_name=").append(target.host()).append('\n');
        if (target.service() != null) {
            text.append("service_description=").append(target.service()).append('\n');
        }
        String output = ExternalCommand.output(report, OutputFormat.NSCA);
        text.append("check_type=")
                .append(PASSIVE)
                .append("\ncheck_options=0\nscheduled_check=0\nreschedule_check=0\nlatency=0\nstart_time=")
                .append(time)
                .append("\nfinish_time=")
                .append(time)
                .append("\nearly_timeout=0\nexited_ok=1\nreturn_code=")
                .append(report.code())
                .append("\noutput=")
                .append(ExternalCommand.escape(output))
                .append('\n');
    }
}
