package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver with a certificate of its own making, for the name receiver.example. */
class HookClientTlsTests {

    private static final String PASSWORD = "changeit";

    /** As an operator says whom the JVM trusts. */
    private static final String TRUST = "javax.net.ssl.trustStore";

    @TempDir private Path folder;
    private final AtomicInteger calls = new AtomicInteger();
    private Path store;
    private HttpsServer server;

    @BeforeEach
    void listen() throws Exception {
        store = folder.resolve("receiver.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "receiver",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=receiver",
                                "-ext",
                                "SAN=dns:receiver.example",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(keytool.waitFor()).isZero();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(identity()));
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.getRequestBody().readAllBytes();
                        calls.incrementAndGet();
                        exchange.sendResponseHeaders(204, -1);
                    }
                });
        server.start();
    }

    private SSLContext identity() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** The only store that is looked at when a client is made. */
    private Reply trusting(String name) throws IOException {
        System.setProperty(TRUST, store.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
        try {
            return sent(name);
        } finally {
            System.clearProperty(TRUST);
            System.clearProperty(TRUST + "Password");
        }
    }

    private Reply sent(String name) throws IOException {
        HookClient client =
                new HookClient(
                        HookSettings.of("timeout=5s", "connect-timeout=5s"),
                        new AddressRules(true),
                        _ -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                        InstantSource.system());
        try {
            String url = "https://%s:%d/hook".formatted(name, server.getAddress().getPort());
            SigningSecret secret = SigningSecret.generate(new SecureRandom());
            return client.send(new Call(url, new UUID(3, 3), "{}", List.of(secret)));
        } finally {
            client.close();
        }
    }

    @Test
    void whoIsTrustedIsCalled() throws Exception {
        assertThat(trusting("receiver.example").status()).isEqualTo(204);
        assertThat(calls).hasValue(1);
    }

    @Test
    void anotherNameIsNot() throws Exception {
        Reply reply = trusting("other.example");
        assertThat(reply.succeeded()).isFalse();
        assertThat(reply.complaint()).isNotNull();
        assertThat(calls).hasValue(0);
    }

    @Test
    void whoIsTrustedByNobodyIsNot() throws Exception {
        Reply reply = sent("receiver.example");
        assertThat(reply.succeeded()).isFalse();
        assertThat(calls).hasValue(0);
    }
}
