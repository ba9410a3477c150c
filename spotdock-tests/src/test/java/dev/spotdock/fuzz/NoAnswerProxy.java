package dev.spotdock.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Hands on what a client sends, and lets no answer back. */
final class NoAnswerProxy implements AutoCloseable {

    private final ServerSocket server;
    private final URI target;

    NoAnswerProxy(URI target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::carry);
    }

    URI base() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    private void carry() {
        try (Socket client = server.accept();
                Socket application = new Socket(target.getHost(), target.getPort())) {
            Thread.ofVirtual().start(() -> handOn(client, application));
            application.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // the application has gone: so does the client's connection
        }
    }

    private static void handOn(Socket client, Socket application) {
        try {
            client.getInputStream().transferTo(application.getOutputStream());
        } catch (IOException _) {
            // one of them has gone: that is what it is for
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
