/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.sender;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nscacheck.RefusedException;
import org.nscacheck.server.HostAddress;

/**
 * Which addresses servers may have. Asked for the address that is connected to, after the name was resolved: a name that leads
 * elsewhere the next time leads nowhere else then. Immutable.
 *
 * <p>The usual policy denies what no receiver has: the services of a cloud that tell a machine its own credentials, link-local
 * addresses that they are found at, multicast, broadcast, and the unspecified address.
 */
public final class AddressPolicy {

    /** What is denied unless the property {@code nscacheck.addresses.deny} says otherwise. */
    public static final List<String> DENIED = List.of(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "100.100.100.200/32",
            "192.0.0.192/32",
            "224.0.0.0/4",
            "255.255.255.255/32",
            "::/128",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::254/128",
            "64:ff9b::a9fe:0/112");

    /** The usual policy. */
    public static final AddressPolicy USUAL = new AddressPolicy(List.of(), DENIED);

    private final List<Block> allowed;
    private final List<Block> denied;

    /** Addresses that begin with the same bits. */
    private record Block(BigInteger prefix, int bytes, int shift) {

        static Block parse(String cidr) {
            int slash = cidr.indexOf('/');
            String address = slash < 0 ? cidr : cidr.substring(0, slash);
            if (!HostAddress.isLiteral(address)) {
                throw new RefusedException("'" + cidr + "' is not a block of addresses such as 10.0.0.0/8 or fd00::/8");
            }
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                int bits = bytes.length * 8;
                int length = slash < 0 ? bits : Integer.parseInt(cidr.substring(slash + 1));
                if (length < 0 || length > bits) {
                    throw new RefusedException("'" + cidr + "': a prefix of " + length + " is outside 0 to " + bits);
                }
                return new Block(new BigInteger(1, bytes).shiftRight(bits - length), bytes.length, bits - length);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new RefusedException("'" + cidr + "' is not a block of addresses such as 10.0.0.0/8", e);
            }
        }

        boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            return other.length == bytes
                    && new BigInteger(1, other).shiftRight(shift).equals(prefix);
        }
    }

    /**
     * @param allowed blocks such as {@code 10.0.0.0/8}; if there are any, nothing else is allowed
     * @param denied blocks that are never allowed
     * @throws RefusedException if a block cannot be read
     */
    public AddressPolicy(Collection<String> allowed, Collection<String> denied) {
        this.allowed = allowed.stream().map(Block::parse).toList();
        this.denied = denied.stream().map(Block::parse).toList();
    }

    /** @throws IOException if the address is forbidden; the message names the property */
    public void require(InetAddress address) throws IOException {
        String shown = address.getHostAddress();
        if (denied.stream().anyMatch(block -> block.contains(address))) {
            throw new IOException("the address " + shown + " is forbidden by nscacheck.addresses.deny");
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(block -> block.contains(address))) {
            throw new IOException("the address " + shown + " is not among nscacheck.addresses.allow");
        }
    }

    /**
     * Returns the addresses of a host that are not forbidden, in the resolver's order.
     *
     * @throws UnknownHostException if the name is not known
     * @throws IOException if all its addresses are forbidden
     */
    public List<InetAddress> resolve(String host) throws IOException {
        return allowed(List.of(InetAddress.getAllByName(host)));
    }

    /**
     * Returns those addresses that are not forbidden, in the same order.
     *
     * @throws IOException if all of them are; the message names one, and the property
     */
    public List<InetAddress> allowed(List<InetAddress> addresses) throws IOException {
        List<InetAddress> possible = new ArrayList<>();
        IOException forbidden = new IOException("the host has no address");
        for (InetAddress address : addresses) {
            try {
                require(address);
                possible.add(address);
            } catch (IOException e) {
                forbidden = e;
            }
        }
        if (possible.isEmpty()) {
            throw forbidden;
        }
        return possible;
    }
}
