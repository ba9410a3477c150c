package dev.spotdock.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
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

    private static final int TIMEOUT_MILLIS = 30_000;

    private final URI base;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    KeepAliveClient(URI base) {
        this.base = base;
    }

    Answer post(String key, String path, String json) throws IOException {
        return exchange("POST", key, path, json);
    }

    Answer get(String key, String path) throws IOException {
        return exchange("GET", key, path, "");
    }

    private Answer exchange(String method, String key, String path, String json)
            throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(base.getHost()).append(':').append(base.getPort());
        head.append("\r\nAuthorization: Bearer ").append(key);
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
        return read(answer);
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

    private Answer read(InputStream answer) throws IOException {
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
        byte[] body = chunked ? chunks(answer) : answer.readNBytes(length);
        if (closing) {
            close();
        }
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] chunks(InputStream answer) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(answer).trim(), 16);
        while (size > 0) {
            body.write(answer.readNBytes(size));
            line(answer);
            size = Integer.parseInt(line(answer).trim(), 16);
        }
        line(answer);
        return body.toByteArray();
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
