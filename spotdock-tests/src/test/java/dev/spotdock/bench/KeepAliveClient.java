package dev.spotdock.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over one blocking socket: on a machine that client and server share, {@code
 * java.net.http} would take a good part of the processor time that is to be measured. Reconnects
 * when the server closes; not thread-safe. A key is sent as bearer token.
 */
final class KeepAliveClient implements Closeable {

    record Answer(int status, String body) {}

    /** Takes an answer's body as it comes; all of it, or an exception. */
    interface BodyReader<T> {
        T read(int status, InputStream body) throws IOException;
    }

    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI base;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    KeepAliveClient(URI base) {
        this.base = base;
    }

    Answer post(String key, String path, String json) throws IOException {
        return exchange("POST", "Bearer " + key, path, json, KeepAliveClient::answer);
    }

    /** With a key under which the same request may come again. */
    Answer post(String key, String path, String json, String idempotencyKey) throws IOException {
        return exchange(
                "POST",
                "Bearer " + key + "\r\nIdempotency-Key: " + idempotencyKey,
                path,
                json,
                KeepAliveClient::answer);
    }

    Answer get(String key, String path) throws IOException {
        return get(key, path, KeepAliveClient::answer);
    }

    <T> T get(String key, String path, BodyReader<T> reader) throws IOException {
        return exchange("GET", "Bearer " + key, path, "", reader);
    }

    private static Answer answer(int status, InputStream body) throws IOException {
        return new Answer(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    private <T> T exchange(
            String method, String headers, String path, String json, BodyReader<T> reader)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(base.getHost()).append(':').append(base.getPort());
        head.append("\r\nAuthorization: ").append(headers);
        if (body.length > 0) {
            head.append("\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(body.length);
        }
        head.append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        InputStream answer = connected();
        if (socket == null) {
            throw new IOException("not connected");
        }
        socket.getOutputStream().write(request);
        return read(answer, reader);
    }

    private InputStream connected() throws IOException {
        if (in == null) {
            socket = new Socket(base.getHost(), base.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return in;
    }

    private <T> T read(InputStream answer, BodyReader<T> reader) throws IOException {
        int status = Integer.parseInt(line(answer).split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        boolean closing = false;
        for (String header = line(answer); !header.isEmpty(); header = line(answer)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon);
            String value = header.substring(colon + 1).trim();
            if (name.equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(value);
            } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
                chunked = value.equalsIgnoreCase("chunked");
            } else if (name.equalsIgnoreCase("Connection")) {
                closing = value.equalsIgnoreCase("close");
            }
        }
        T body =
                reader.read(
                        status,
                        chunked
                                ? new Chunks(answer)
                                : new ByteArrayInputStream(answer.readNBytes(length)));
        if (closing) {
            close();
        }
        return body;
    }

    /** A body of chunks: whoever reads to its end has read its trailer, too. */
    private static final class Chunks extends InputStream {

        private final InputStream in;
        private int left;
        private boolean ended;

        Chunks(InputStream in) throws IOException {
            this.in = in;
            next();
        }

        private void next() throws IOException {
            left = Integer.parseInt(line(in).trim(), 16);
            if (left == 0) {
                ended = true;
                line(in);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (ended) {
                return -1;
            }
            int read = in.read(into, from, Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            left -= read;
            if (left == 0) {
                line(in);
                next();
            }
            return read;
        }
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = answer.read();
        while (c != '\n') {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
            c = answer.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
