/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nscacheck.testkit.matrix.Row;

class AddressPolicyTest {

    @Test
    @Row(
            value = "R59",
            done = "metadata services, link-local, multicast and unspecified addresses, in all their spellings")
    void deniesWhatNoReceiverHas() {
        for (String address : List.of(
                "169.254.169.254",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "fd00:ec2::254",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "100.100.100.200")) {
            assertThatThrownBy(() -> AddressPolicy.USUAL.resolve(address))
                    .as(address)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nscacheck.addresses.deny");
        }
    }

    @Test
    void allowsOthers() throws IOException {
        for (String address : List.of("127.0.0.1", "::1", "10.1.2.3", "192.0.2.1", "fd00::1", "2001:db8::1")) {
            assertThat(AddressPolicy.USUAL.resolve(address)).as(address).hasSize(1);
        }
    }

    @Test
    void allowsOnlyWhatIsListedIfAnythingIs() throws IOException {
        AddressPolicy policy = new AddressPolicy(List.of("10.0.0.0/8", "fd00::/8"), List.of("10.9.0.0/16"));
        policy.require(InetAddress.getByName("10.1.2.3"));
        policy.require(InetAddress.getByName("fd12::1"));
        for (String address : List.of("10.9.1.1", "192.0.2.1", "::1")) {
            assertThatThrownBy(() -> policy.require(InetAddress.getByName(address)))
                    .isInstanceOf(IOException.class);
        }
        for (String block : List.of("10.0.0.0/33", "ten/8", "10.0.0.0/x", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new AddressPolicy(List.of(block), List.of()));
        }
    }
}
