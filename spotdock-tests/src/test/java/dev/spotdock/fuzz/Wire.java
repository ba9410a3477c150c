package dev.spotdock.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 without a client's good manners: sends whatever it is given, one connection each. */
final class Wire {

    private static final int PATIENCE_MS = 20_000;
    private static final int LINES_END = 4;

    private final URI base;

    Wire(URI base) {
        this.base = base;
    }

    /** A header line as it is sent. */
    record Header(String name, String value) {}

    /**
     * What is sent. {@code Host}, {@code Connection} and, where it is not given, {@code
     * Content-Length} are added.
     *
     * @param target path and query, unchecked
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String method, String target, List<Header> headers, byte @Nullable [] body) {

        Sent with(String name, String value) {
            List<Header> more = new ArrayList<>(headers);
            more.add(new Header(name, value));
            return new Sent(method, target, more, body);
        }

        Sent without(String name) {
            return new Sent(
                    method,
                    target,
                    headers.stream().filter(h -> !h.name().equalsIgnoreCase(name)).toList(),
                    body);
        }

        Sent method(String other) {
            return new Sent(other, target, headers, body);
        }

        Sent target(String other) {
            return new Sent(method, other, headers, body);
        }

        Sent body(byte[] other) {
            return new Sent(method, target, headers, other);
        }

        boolean has(String name) {
            return headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(method + " " + target);
            headers.forEach(h -> text.append("\n  ").append(h.name() + ": " + h.value()));
            if (body != null) {
                text.append("\n  ").append(body.length).append(" bytes: ");
                text.append(Answer.printable(body));
            }
            return text.toString();
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, List<Header> headers, byte[] body) {

        private static final int SHOWN = 1500;

        Optional<String> header(String name) {
            return headers.stream()
                    .filter(h -> h.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst();
        }

        /** Without its parameters. */
        String mediaType() {
            return header("Content-Type").orElse("").replaceAll("\\s*;.*", "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        static String printable(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            return (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                    .replaceAll("[^\\x20-\\x7e]", "?");
        }
    }

    Answer send(Sent request) {
        byte[] body = request.body();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(head(request));
                if (body != null) {
                    out.write(body);
                }
                out.flush();
            } catch (IOException _) {
                // answered, and closed, before all was read
            }
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        }
    }

    private byte[] head(Sent request) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        text.append("Host: ").append(base.getAuthority()).append("\r\nConnection: close\r\n");
        request.headers()
                .forEach(h -> text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
        byte[] body = request.body();
        if (body != null && !request.has("Content-Length") && !request.has("Transfer-Encoding")) {
            text.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return head.toByteArray();
    }

    /** The last answer: a provisional one may come before it. */
    private static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int from = 0;
        while (true) {
            int end = text.indexOf("\r\n\r\n", from);
            if (end < 0 || !text.startsWith("HTTP/1.1 ", from)) {
                throw new IOException("no answer: " + Answer.printable(bytes));
            }
            List<String> lines = text.substring(from, end).lines().toList();
            int status = Integer.parseInt(lines.getFirst().split(" ", 3)[1]);
            from = end + LINES_END;
            if (status >= 200) {
                List<Header> headers =
                        lines.stream()
                                .skip(1)
                                .map(line -> line.split(": ?", 2))
                                .map(pair -> new Header(pair[0], pair[1]))
                                .toList();
                String rest = text.substring(from);
                boolean chunked = lines.contains("Transfer-Encoding: chunked");
                String body = chunked ? joined(rest) : rest;
                return new Answer(status, headers, body.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** The chunks without their lengths. */
    private static String joined(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int length = end < 0 ? 0 : Integer.parseInt(chunks.substring(at, end), 16);
            if (length == 0) {
                return body.toString();
            }
            at = end + 2 + length;
            body.append(chunks, end + 2, at);
            at += 2;
        }
    }
}
