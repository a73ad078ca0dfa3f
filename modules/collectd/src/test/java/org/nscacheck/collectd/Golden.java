/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.collectd;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.nscacheck.notification.Identity;
import org.nscacheck.notification.Notification;
import org.nscacheck.notification.Severity;
import org.nscacheck.server.Secret;

/** Packets that the network plugin of collectd 5.12.0 sent, and what it was told to send by its socket. */
final class Golden {

    static final Instant AT = Instant.parse("2023-11-14T22:13:20.25Z");
    static final String USER = "user0";
    static final Secret PASSWORD = Secret.of("geheim");
    static final Users USERS = new Users(Map.of(USER, PASSWORD));

    static final Identity QUEUE = new Identity("shop", "mail", "out", "gauge", "queue");
    static final Notification NOTIFICATION =
            new Notification(Notification.Kind.PROBLEM, Severity.WARNING, AT, QUEUE, "Größe 7", Map.of());

    static final byte[] PLAIN_NOTIFICATION = bytes(
            "0008000c1954fc40100000000101000c00000000000000020000000973686f7000000200096d61696c00000300086f757400000400"
                    + "0a6761756765000005000a7175657565000100000e4772c3b6c39f65203700");
    static final byte[] SIGNED_NOTIFICATION = bytes(
            "02000029782839f6c69ec5fff71b30b473b431dc2ec279451fa8e48bfce09944063cbf2475736572300008000c1954fc401000"
                    + "00000101000c00000000000000020000000973686f7000000200096d61696c00000300086f7574000004000a67617567"
                    + "65000005000a7175657565000100000e4772c3b6c39f65203700");
    static final byte[] ENCRYPTED_NOTIFICATION = bytes(
            "0210008300057573657230165923d6bf768f84fba07d4d88e87a494a8eb5f89acf8de7b09ddb36d7941dba044acd5f374fd256"
                    + "8ccaa66ed6ec1451d95f738fdb8e4c13f1cb9aa0d53760db8347145d0850e08ed96fc0606cbb9204341ee3c15642eb98"
                    + "6cc4dc0e3ed5c86ff53a33ce40279bebfdffcee26bdbc4240b5023c4c34a8a2a");
    static final byte[] PLAIN_VALUES = bytes(
            "0000000973686f70000008000c1954fc40200000000009000c0000000280000000000200096c6f616400000400096c6f61640000"
                    + "0600210003010101000000000000f83f000000000000f87f0000000000000840000200096d61696c00000300086f75740000"
                    + "04000b646572697665000006000f000102fffffffffffffff90008000c1954fc404000000000030005000004000c636f756e"
                    + "746572000006000f000100ffffffffffffffff");

    static final List<ValueList> VALUES = List.of(
            new ValueList(
                    new Identity("shop", "load", "", "load", ""),
                    Instant.parse("2023-11-14T22:13:20.5Z"),
                    Duration.ofSeconds(10),
                    List.of(Value.gauge(1.5), Value.gauge(Double.NaN), Value.gauge(3))),
            new ValueList(
                    new Identity("shop", "mail", "out", "derive", ""),
                    Instant.parse("2023-11-14T22:13:20.5Z"),
                    Duration.ofSeconds(10),
                    List.of(Value.derive(-7))),
            new ValueList(
                    new Identity("shop", "mail", "", "counter", ""),
                    Instant.parse("2023-11-14T22:13:21Z"),
                    Duration.ofSeconds(10),
                    List.of(Value.counter(-1))));

    private Golden() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Returns the notification as it is when it has come by network. */
    static Notification received(Notification sent, Map<String, Object> more) {
        Map<String, Object> metadata = new java.util.HashMap<>(more);
        metadata.put(PartState.RECEIVED, true);
        return new Notification(
                Notification.Kind.EVENT, sent.severity(), sent.at(), sent.identity(), sent.text(), metadata);
    }
}
