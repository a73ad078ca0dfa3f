/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.testkit.nsca;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A client that sends what it is told and looks at what comes back; method 0. */
final class RawClient implements AutoCloseable {

    /** What a client can see of a connection. */
    enum Sign {
        OPEN,
        EOF,
        RESET
    }

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(5_000);
    }

    /** Reads up to the greeting's length; fewer bytes if the daemon closes before. */
    byte[] greeting() throws IOException {
        return read(132);
    }

    byte[] read(int bytes) throws IOException {
        return socket.getInputStream().readNBytes(bytes);
    }

    RawClient greeted() throws IOException {
        if (greeting().length != 132) {
            throw new IOException("no greeting");
        }
        return this;
    }

    /** Writes all packets with one call, so that they are there together. */
    RawClient send(byte[]... packets) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.write(packet);
        }
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    RawClient halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Sign sign(int waitMillis) throws IOException {
        socket.setSoTimeout(waitMillis);
        try {
            return socket.getInputStream().read() < 0 ? Sign.EOF : Sign.OPEN;
        } catch (SocketTimeoutException e) {
            return Sign.OPEN;
        } catch (SocketException e) {
            return Sign.RESET;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static byte[] packet(String host, String service, int returnCode, String output) {
        return packet(4304, 3, host, service, returnCode, output);
    }

    static byte[] packet(int length, int version, String host, String service, int returnCode, String output) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        buffer.putShort(0, (short) version).putInt(8, 1_700_000_000).putShort(12, (short) returnCode);
        buffer.put(14, host.getBytes(StandardCharsets.UTF_8));
        buffer.put(78, service.getBytes(StandardCharsets.UTF_8));
        buffer.put(206, output.getBytes(StandardCharsets.UTF_8));
        CRC32 crc = new CRC32();
        crc.update(buffer.array());
        return buffer.putInt(4, (int) crc.getValue()).array();
    }

    static byte[] damaged(byte[] packet) {
        byte[] copy = packet.clone();
        copy[300] ^= 1;
        return copy;
    }
}
