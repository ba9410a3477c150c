package dev.spotdock.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/** Reads a stream of server-sent events on a virtual thread, and says when which came. */
final class StreamReader implements AutoCloseable {

    private static final int BUFFER = 4096;
    private static final String SUBJECT = "\"subject\":\"";

    private final Socket socket;
    private final ObjLongConsumer<String> heard;
    private final CountDownLatch begun = new CountDownLatch(1);

    /**
     * @param path of the stream
     * @param heard gets each event's subject, and {@link System#nanoTime} of when it had come
     */
    StreamReader(URI base, String key, String path, ObjLongConsumer<String> heard)
            throws IOException {
        this.heard = heard;
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        socket.getOutputStream()
                .write(
                        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n\r\n"
                                .formatted(path, base.getHost(), base.getPort(), key)
                                .getBytes(StandardCharsets.ISO_8859_1));
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8),
                        BUFFER)) {
            String status = lines.readLine();
            if (status == null || !status.contains(" 200 ")) {
                throw new IOException("no stream: " + status);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("retry:")) {
                    begun.countDown();
                } else if (line.startsWith("data: ")) {
                    int start = line.indexOf(SUBJECT) + SUBJECT.length();
                    heard.accept(
                            line.substring(start, line.indexOf('"', start)), System.nanoTime());
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                System.err.println("a reader has lost its stream: " + e);
            }
        }
    }

    /** Waits until the stream has begun. */
    void await() throws InterruptedException {
        if (!begun.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the stream has not begun");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
