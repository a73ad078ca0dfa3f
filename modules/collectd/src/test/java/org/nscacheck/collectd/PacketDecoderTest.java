/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.Secret;

class PacketDecoderTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Golden.AT);
    private static final byte[] UNPROTECTED = Golden.PLAIN_NOTIFICATION;

    private static PacketDecoder decoder(SecurityLevel level) {
        return new PacketDecoder(level, Golden.USERS, CLOCK);
    }

    private static PacketEncoder encoder(SecurityLevel level, String user, String password) {
        return new PacketEncoder(PacketSecurity.of(level, user, Secret.of(password)));
    }

    private static void assertRefused(DecodedPacket packet, String reason) {
        assertThat(packet.notifications()).isEmpty();
        assertThat(packet.values()).isEmpty();
        assertThat(packet.problems()).singleElement().asString().contains(reason);
    }

    @Test
    void leavesOutWhatIsLessProtectedThanDemanded() {
        assertRefused(decoder(SecurityLevel.SIGN).decode(UNPROTECTED), "not signed");
        assertRefused(decoder(SecurityLevel.ENCRYPT).decode(UNPROTECTED), "not encrypted");
        assertRefused(decoder(SecurityLevel.ENCRYPT).decode(Golden.SIGNED_NOTIFICATION), "not encrypted");
    }

    @Test
    void takesWhatIsBetterProtectedThanDemanded() {
        assertThat(decoder(SecurityLevel.SIGN)
                        .decode(Golden.ENCRYPTED_NOTIFICATION)
                        .notifications())
                .hasSize(1);
    }

    @Test
    void refusesAWrongPasswordAndNamesNone() {
        for (SecurityLevel level : List.of(SecurityLevel.SIGN, SecurityLevel.ENCRYPT)) {
            byte[] packet = encoder(level, Golden.USER, "another")
                    .notification(Golden.NOTIFICATION)
                    .bytes();
            DecodedPacket decoded = decoder(SecurityLevel.NONE).decode(packet);

            assertRefused(decoded, Golden.USER);
            assertThat(decoded.problems().toString()).doesNotContain("another").doesNotContain("geheim");
        }
    }

    @Test
    void refusesAnUnknownUserAlsoWhereNoneIsKnown() {
        for (SecurityLevel level : List.of(SecurityLevel.SIGN, SecurityLevel.ENCRYPT)) {
            byte[] packet = encoder(level, "stranger", "geheim")
                    .notification(Golden.NOTIFICATION)
                    .bytes();
            assertRefused(decoder(SecurityLevel.NONE).decode(packet), "no user 'stranger'");
            assertRefused(
                    new PacketDecoder(SecurityLevel.NONE, Users.NONE, CLOCK).decode(packet), "no user 'stranger'");
        }
    }

    @Test
    void refusesAProtectedPacketThatIsSentAgain() {
        PacketDecoder decoder = decoder(SecurityLevel.NONE);
        for (byte[] packet : List.of(Golden.SIGNED_NOTIFICATION, Golden.ENCRYPTED_NOTIFICATION)) {
            assertThat(decoder.decode(packet).notifications()).hasSize(1);
            assertRefused(decoder.decode(packet), "came twice");
        }
    }

    @Test
    void refusesAProtectedPacketThatIsTooOldToBeTold() {
        InstantSource later = InstantSource.fixed(Golden.AT.plus(PacketDecoder.REPLAY_WINDOW));
        PacketDecoder decoder = new PacketDecoder(SecurityLevel.SIGN, Golden.USERS, later);

        assertRefused(decoder.decode(Golden.SIGNED_NOTIFICATION), "60 minutes late");
    }

    @Test
    void leavesOutTheOldItemsOfAPacketThatHasNewOnesToo() {
        ValueList old = new ValueList(Golden.QUEUE, Golden.AT.minus(Duration.ofDays(1)), null, List.of(Value.gauge(1)));
        ValueList now = new ValueList(Golden.QUEUE, Golden.AT, null, List.of(Value.gauge(2)));
        byte[] packet = encoder(SecurityLevel.SIGN, Golden.USER, "geheim")
                .values(List.of(old, now))
                .get(0)
                .bytes();
        DecodedPacket decoded = decoder(SecurityLevel.SIGN).decode(packet);

        assertThat(decoded.values()).containsExactly(now);
        assertThat(decoded.problems()).containsExactly("1 items came more than 60 minutes late");
    }

    @Test
    void takesUnprotectedPacketsTwiceSinceAnybodyCouldChangeThem() {
        PacketDecoder decoder = decoder(SecurityLevel.NONE);

        assertThat(decoder.decode(UNPROTECTED).notifications()).hasSize(1);
        assertThat(decoder.decode(UNPROTECTED).notifications()).hasSize(1);
    }

    @Test
    void readsOldSecondsToo() {
        PartWriter parts = new PartWriter();
        parts.string(PartType.HOST, "shop");
        parts.number(PartType.TIME, 1000);
        parts.number(PartType.INTERVAL, 10);
        parts.string(PartType.PLUGIN, "mail");
        parts.string(PartType.TYPE, "gauge");
        parts.values(List.of(Value.gauge(1)));

        assertThat(decoder(SecurityLevel.NONE).decode(parts.bytes()).values())
                .containsExactly(new ValueList(
                        new Identity("shop", "mail", "", "gauge", ""),
                        Instant.ofEpochSecond(1000),
                        Duration.ofSeconds(10),
                        List.of(Value.gauge(1))));
    }

    @Test
    void keepsWhatCameBeforeAFault() {
        byte[] packet = new byte[UNPROTECTED.length + 6];
        System.arraycopy(UNPROTECTED, 0, packet, 0, UNPROTECTED.length);
        packet[UNPROTECTED.length + 3] = 99;
        DecodedPacket decoded = decoder(SecurityLevel.NONE).decode(packet);

        assertThat(decoded.notifications()).hasSize(1);
        assertThat(decoded.problems()).containsExactly("part 0x0000 has 99 bytes, which is not possible");
    }

    @Test
    void skipsPartsThatItDoesNotKnow() {
        PartWriter parts = new PartWriter();
        parts.string(0x7777, "of a later version");
        byte[] packet = (new String(parts.bytes(), StandardCharsets.ISO_8859_1)
                        + new String(UNPROTECTED, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(decoder(SecurityLevel.NONE).decode(packet).notifications()).hasSize(1);
    }

    @Test
    void leavesOutNotificationsWithoutTimeMessageOrKnownSeverity() {
        for (int missing = 0; missing < 3; missing++) {
            PartWriter parts = new PartWriter();
            parts.number(PartType.TIME_HR, missing == 0 ? 0 : 1);
            parts.number(PartType.SEVERITY, missing == 1 ? 3 : 4);
            parts.string(PartType.MESSAGE, missing == 2 ? "" : "x");
            assertRefused(decoder(SecurityLevel.NONE).decode(parts.bytes()), "was left out");
        }
    }

    @Test
    void shortensNamesAndTextsThatCollectdHasNoRoomFor() {
        String name = "ä".repeat(100);
        Identity identity = new Identity(name, "x".repeat(127), "", "", "");
        Notification sent = new Notification(
                Notification.Kind.PROBLEM, Severity.FAILURE, Golden.AT, identity, "€".repeat(100), Map.of());
        Notification read = decoder(SecurityLevel.NONE)
                .decode(encoder(SecurityLevel.NONE, "", "").notification(sent).bytes())
                .notifications()
                .get(0);

        assertThat(read.identity().host()).matches("ä{60}~[0-9a-f]{6}").isEqualTo(Fitted.name(name));
        assertThat(read.identity().plugin()).isEqualTo("x".repeat(127));
        assertThat(read.text()).isEqualTo("€".repeat(84) + "...");
    }

    @Test
    void readsTheUsersOfAnAuthFile() {
        Users users = Users.parse(List.of("# who", "", "user0: geheim", " other :with: colon "));

        assertThat(users.password("user0")).contains(Secret.of("geheim"));
        assertThat(users.password("other")).contains(Secret.of("with: colon"));
        assertThat(users.password("who")).isEmpty();
    }
}
