package dev.spotdock.compute.provider.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The engine's API without a library that leaves out what it does not know. */
final class RawEngine {

    private RawEngine() {}

    /** The body of the answer to one GET, of the engine's newest API. */
    static String get(String host, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address(URI.create(host)))) {
            // HTTP/1.0: the answer ends where the connection does, and is in one piece.
            String request = "GET %s HTTP/1.0\r\nHost: engine\r\n\r\n".formatted(path);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer.clear()) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
            }
            String text = answer.toString(StandardCharsets.UTF_8);
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }
    }

    private static SocketAddress address(URI host) {
        return host.getScheme().equals("unix")
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
    }
}
