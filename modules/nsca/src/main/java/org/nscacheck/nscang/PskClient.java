/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.nscang;

import java.nio.charset.StandardCharsets;
import java.util.Vector;
import org.bouncycastle.tls.BasicTlsPSKExternal;
import org.bouncycastle.tls.BasicTlsPSKIdentity;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.PRFAlgorithm;
import org.bouncycastle.tls.PSKTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsPSKExternal;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** The TLS client of NSCA-ng: a pre-shared key, which is the password's bytes, and no certificates. */
final class PskClient extends PSKTlsClient {

    private static final int[] SUITES = {
        CipherSuite.TLS_AES_256_GCM_SHA384,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA,
        // What Debian's server takes by default with TLS 1.2.
        CipherSuite.TLS_PSK_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA
    };

    private final NscaNgClientSettings settings;

    PskClient(NscaNgClientSettings settings) {
        super(
                new BcTlsCrypto(),
                new BasicTlsPSKIdentity(
                        settings.identity().getBytes(StandardCharsets.UTF_8),
                        settings.password().bytes()));
        this.settings = settings;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return switch (settings.tls()) {
            case AUTO -> ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12);
            case V12 -> ProtocolVersion.TLSv12.only();
            case V13 -> ProtocolVersion.TLSv13.only();
        };
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), SUITES);
    }

    @Override
    public Vector<TlsPSKExternal> getExternalPSKs() {
        Vector<TlsPSKExternal> keys = new Vector<>();
        keys.add(new BasicTlsPSKExternal(
                settings.identity().getBytes(StandardCharsets.UTF_8),
                getCrypto().createSecret(settings.password().bytes()),
                PRFAlgorithm.tls13_hkdf_sha256));
        return keys;
    }
}
