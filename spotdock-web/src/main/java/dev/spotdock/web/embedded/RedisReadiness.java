package dev.spotdock.web.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a Redis on this machine, by its inline protocol, whether it has loaded its data. */
final class RedisReadiness {

    private static final int SOCKET_TIMEOUT_MILLIS = 1_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private RedisReadiness() {}

    /** Whether it answers with this password before the time is over. */
    static boolean await(int port, String password, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < deadline) {
            if (answers(port, password)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    static boolean answers(int port, String password) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(SOCKET_TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(
                            "AUTH %s\r\nPING\r\nQUIT\r\n"
                                    .formatted(password)
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("+OK\r\n+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }
}
