/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.nscacheck.server.CatchUp;
import org.nscacheck.server.Change;
import org.nscacheck.server.InvalidFieldException;
import org.nscacheck.server.Receiver;
import org.nscacheck.server.Secret;
import org.nscacheck.server.SecretChange;
import org.nscacheck.server.Server;
import org.nscacheck.server.ServerId;

/** A server as Hibernate sees it; never leaves the module. */
@Entity(name = "NscaServer")
@Table(name = "nsca_server")
class ServerEntity {

    @Id
    private UUID id = new UUID(0, 0);

    private String name = "";

    private String kind = "";

    private String host = "";

    private int port;

    @Column(name = "node_host_name")
    private String nodeHostName = "";

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> settings = new HashMap<>();

    @Column(name = "secret_cipher")
    private byte @Nullable [] secretCipher;

    @Column(name = "secret_key_id")
    private @Nullable String secretKeyId;

    private boolean active;

    @Column(name = "catch_up")
    private String catchUp = CatchUp.LATEST.name();

    @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
    @Column(name = "max_age")
    private @Nullable Duration maxAge;

    @Column(name = "declared_name")
    private @Nullable String declaredName;

    @Column(name = "changed_by")
    private @Nullable String changedBy;

    @Column(name = "changed_at")
    private @Nullable Instant changedAt;

    @Version
    private int version;

    ServerEntity() {}

    ServerEntity(ServerId id) {
        this.id = id.value();
    }

    int version() {
        return version;
    }

    void changed(Change change) {
        changedBy = change.by();
        changedAt = change.at();
    }

    Optional<Change> lastChange() {
        return changedBy == null || changedAt == null
                ? Optional.empty()
                : Optional.of(new Change(changedBy, changedAt));
    }

    /** @throws InvalidFieldException if the stored secret would go to another receiver than it was stored for */
    void take(Server server, SecretChange secret, SecretCipher cipher) {
        if (secretCipher != null && secret.equals(SecretChange.KEEP) && !isAt(server)) {
            throw new InvalidFieldException(
                    InvalidFieldException.SECRET,
                    "The stored password belongs to another address; it must be typed again, or be removed before.");
        }
        name = server.name();
        kind = server.kind();
        host = server.address();
        port = server.port();
        nodeHostName = server.hostName();
        settings = new HashMap<>(server.settings());
        active = server.active();
        catchUp = server.catchUp().name();
        maxAge = server.maxAge();
        declaredName = server.declaredName();
        Secret other = secret.secret();
        if (other != null) {
            seal(other, cipher);
        } else if (secret.equals(SecretChange.REMOVE)) {
            removeSecret();
        }
    }

    private boolean isAt(Server server) {
        return new Receiver(kind, host, port).equals(server.receiver());
    }

    private void seal(Secret secret, SecretCipher cipher) {
        SecretCipher.Encrypted encrypted = cipher.encrypt(new ServerId(id), secret);
        secretCipher = encrypted.bytes;
        secretKeyId = encrypted.keyId;
    }

    /** Returns whether the secret was encrypted with a former key that is still known, and now is with the current one. */
    boolean encryptAnew(SecretCipher cipher) {
        Secret secret = secret(cipher);
        if (secret == null
                || !cipher.hasOtherKeyThan(String.valueOf(secretKeyId))
                || secret.problem().isPresent()) {
            return false;
        }
        seal(secret, cipher);
        return true;
    }

    void removeSecret() {
        secretCipher = null;
        secretKeyId = null;
    }

    private @Nullable Secret secret(SecretCipher cipher) {
        return secretCipher == null || secretKeyId == null
                ? null
                : cipher.sealed(new ServerId(id), new SecretCipher.Encrypted(secretKeyId, secretCipher));
    }

    Server toServer(SecretCipher cipher) {
        return Server.builder(new ServerId(id), name, kind)
                .address(host)
                .port(port)
                .hostName(nodeHostName)
                .settings(settings)
                .secret(secret(cipher))
                .active(active)
                .catchUp(CatchUp.valueOf(catchUp))
                .maxAge(maxAge)
                .version(version)
                .declaredName(declaredName)
                .build();
    }
}
