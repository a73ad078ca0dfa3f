/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.nscacheck.sender.AllowedPaths;
import org.nscacheck.sender.Endpoint;
import org.nscacheck.sender.Setting;

/**
 * TLS as a client that verifies the server's certificate and that it is one of the host's name.
 *
 * @param sockets made of what is trusted
 */
public record Tls(SSLSocketFactory sockets) {

    private static final String CA_FILE = "ca-file";

    /** Returns the setting that names the file of certificates to trust in place of those that Java trusts. */
    public static Setting setting() {
        return Setting.text(
                CA_FILE,
                "CA file",
                "PEM file with the certificates of the authorities that are trusted, in place of those that Java trusts."
                        + " Absolute path, in an allowed folder.",
                "");
    }

    /**
     * Returns TLS that trusts what a setting says.
     *
     * @param file path of a PEM file, or empty for what Java trusts
     * @param allowed where it may lie
     * @param faults takes a sentence if the file cannot be used
     */
    public static Tls of(String file, AllowedPaths allowed, List<String> faults) {
        try {
            return file.isBlank() ? usual() : trusting(certificates(allowed.require(Path.of(file.strip()))));
        } catch (IOException | InvalidPathException e) {
            faults.add(CA_FILE + ": " + e.getMessage());
        } catch (GeneralSecurityException e) {
            faults.add(CA_FILE + ": '" + file + "' holds no certificates in PEM form: " + e.getMessage());
        }
        return usual();
    }

    private static Tls usual() {
        return new Tls((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static Tls trusting(Collection<? extends Certificate> authorities)
            throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            throw new GeneralSecurityException("it is empty");
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
            trusted.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return new Tls(context.getSocketFactory());
    }

    /** Encrypts a connection; closing the result closes it. */
    Socket wrap(Socket plain, Endpoint endpoint) throws IOException {
        SSLSocket encrypted = (SSLSocket) sockets.createSocket(plain, endpoint.host(), endpoint.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }
}
