/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of a test's own, and a server's certificate by it, for the name localhost and no other. */
public final class TestAuthority {

    private static final char[] PASSWORD = "password".toCharArray();

    private final Path folder;
    private final KeyStore keys;

    private TestAuthority(Path folder, KeyStore keys) {
        this.folder = folder;
        this.keys = keys;
    }

    public static TestAuthority in(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(
                file,
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-signer",
                "authority");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return new TestAuthority(folder, keys);
    }

    private static void keytool(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD)));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
    }

    /** Returns what the server of a test needs. */
    public SSLContext server() throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", keys.getKey("server", PASSWORD), PASSWORD, keys.getCertificateChain("server"));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Returns the PEM file of the authority's certificate. */
    public Path caFile() throws Exception {
        return pem("ca.pem", "CERTIFICATE", keys.getCertificate("authority").getEncoded());
    }

    /** Returns the PEM file of the server's certificate. */
    public Path certificateFile() throws Exception {
        return pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    }

    /** Returns the PEM file of the server's key. */
    public Path keyFile() throws Exception {
        return pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    }

    private Path pem(String name, String what, byte[] bytes) throws Exception {
        String text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }
}
