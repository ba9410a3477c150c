package dev.spotdock.security;

import static dev.spotdock.harness.SpotDockClient.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/**
 * The values of a container's variables are passwords more often than not. They reach the container
 * and their owner, and nothing else: no line of any log at any level (but for the loggers that
 * {@code application.yml} keeps quiet and says so), no other account, no metric, no file.
 */
class EnvironmentIsSecretIT {

    private static final String IMAGE = "busybox:1.37";

    private static SpotDockApp app;
    private static SpotDockClient demo;

    private final String secret = "s3cr3t" + UUID.randomUUID().toString().replace("-", "");

    @BeforeAll
    static void start() {
        app = SpotDockApp.docker();
        demo = app.deployment().demo();
    }

    @Test
    void noLoggerTellsWhatABidCarries() throws IOException {
        try (EverythingLogged log = new EverythingLogged(secret, quietLoggers())) {
            String bid = lifeThatSucceeds();
            livesThatFail();
            requestsThatAreRefused();
            othersSeeNothing(bid);
            assertThat(log.lines()).as("it did listen").isGreaterThan(1000);
            assertThat(Set.copyOf(log.betrayals())).isEmpty();
        }
        assertThat(filesWithTheSecret()).as("files of PostgreSQL's and Redis' logs").isEmpty();
        app.invariants().hold();
    }

    private String lifeThatSucceeds() {
        BidForm form = bid("sh", "-c", "test ${#TOKEN} -gt 30 && exit 7");
        String operation = SpotDockClient.newOperation();
        SpotDockClient.Answer first = demo.post("/api/v1/bids", form.json(), operation);
        SpotDockClient.Answer again = demo.post("/api/v1/bids", form.json(), operation);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        String id = first.body().path("id").asString();
        assertThat(demo.await(id, "COMPLETED").path("allocation").path("exitCode").asInt())
                .as("the container had it")
                .isEqualTo(7);
        assertThat(demo.bid(id).path("container").path("env").path("TOKEN").asString())
                .as("its owner may read it")
                .isEqualTo(secret);
        return id;
    }

    private void livesThatFail() {
        String unavailable =
                demo.submit(
                        BidForm.of(IMAGE)
                                .with(
                                        "container",
                                        container("localhost:1/no/such-image:1", "true")));
        String noProgram = demo.submit(bid("no-such-program"));
        String tooBig = demo.submit(bid("true").resources("32", "32Gi").validFor(second()));
        assertThat(reason(demo.await(unavailable, "FAILED"))).isEqualTo("image-pull-failed");
        assertThat(demo.await(noProgram, "FAILED").toString()).contains("no-such-program");
        demo.await(tooBig, "EXPIRED");
        String cancelled = demo.submit(bid("sleep", "600"));
        demo.await(cancelled, "RUNNING");
        assertThat(demo.get("/api/v1/bids/" + cancelled + "/logs").status()).isEqualTo(200);
        assertThat(demo.delete("/api/v1/bids/" + cancelled).status()).isEqualTo(202);
        demo.await(cancelled, "CANCELLED");
    }

    private void requestsThatAreRefused() {
        List<Object> refused =
                List.of(
                        "{\"container\": {\"env\": {\"TOKEN\": \"" + secret + "\"}",
                        "{\"container\": {\"env\": {\"TOKEN\": \"" + secret + "\\x\"}}}",
                        "[\"" + secret + "\"]",
                        bid("true").with("surprise", secret).json(),
                        bid("true").with("validFor", secret).json(),
                        bid("true").with("onEviction", secret).json(),
                        bid("true").with("container", Map.of("image", IMAGE, "env", secret)).json(),
                        bid("true")
                                .with(
                                        "container",
                                        Map.of("image", IMAGE, "env", Map.of("A", List.of(secret))))
                                .json(),
                        bid("true")
                                .with("container", Map.of("image", IMAGE, "env", longVariables()))
                                .json());
        for (Object body : refused) {
            assertThat(demo.post("/api/v1/bids", body).status()).as("%s", body).isBetween(400, 422);
        }
    }

    private void othersSeeNothing(String bid) {
        SpotDockClient other = app.newBidder(Instant.now());
        assertThat(other.get("/api/v1/bids/" + bid).status()).isEqualTo(404);
        Stream.of("/api/v1/bids", "/api/v1/pools", "/api/v1/pools/default/book")
                .forEach(path -> assertThat(other.get(path).text()).doesNotContain(secret));
        SpotDockClient operator = app.deployment().operator();
        Stream.of("/actuator/prometheus", "/actuator/info", "/readyz", "/api/v1/nodes")
                .forEach(path -> assertThat(operator.get(path).text()).doesNotContain(secret));
        assertThat(demo.get("/api/v1/bids/" + bid + "/history").text()).doesNotContain(secret);
    }

    private BidForm bid(String... command) {
        return BidForm.of(IMAGE).with("container", container(IMAGE, command));
    }

    private Map<String, Object> container(String image, String... command) {
        return Map.of("image", image, "command", List.of(command), "env", Map.of("TOKEN", secret));
    }

    private Map<String, String> longVariables() {
        return IntStream.range(0, 200).boxed().collect(Collectors.toMap(i -> "V" + i, _ -> secret));
    }

    private static Duration second() {
        return Duration.ofSeconds(1);
    }

    /** The group of loggers that show bytes and bound values. */
    private static Set<String> quietLoggers() {
        String group =
                app.part(Environment.class).getRequiredProperty("logging.group.tenants-secrets");
        return Set.of(group.strip().split("\\s*,\\s*", -1));
    }

    private List<Path> filesWithTheSecret() throws IOException {
        Path data =
                Path.of(
                        app.part(Environment.class)
                                .getRequiredProperty("spotdock.embedded.data-dir"));
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> read(file).contains(secret))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
