package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pulls from an engine that answers as real ones were seen to. */
class ImagePullTests {

    private static final String PULL = "/images/create";

    private final FakeEngine fake;
    private final Engine engine;

    ImagePullTests() throws IOException {
        fake = new FakeEngine();
        engine = Engine.connect(fake.properties());
    }

    @AfterEach
    void close() {
        engine.close();
        fake.close();
    }

    @Test
    void anErrorInsideASuccessfulStreamIsDetected() {
        fake.on(
                PULL,
                200,
                """
                {"status":"Pulling from library/nope","id":"1"}
                {"errorDetail":{"message":"manifest for nope:1 not found"},"error":"manifest for nope:1 not found"}
                """);
        ProviderFailure failure = failure("nope:1");
        assertThat(failure.kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("nope:1").hasMessageContaining("not found");
    }

    @Test
    void deniedIsUnavailable() {
        fake.on(
                PULL,
                404,
                "{\"message\":\"pull access denied for acme/secret, repository does not exist or"
                        + " may require 'docker login'\"}");
        ProviderFailure failure = failure("acme/secret");
        assertThat(failure.kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("pull access denied");
    }

    @Test
    void aRegistryThatDefersUsMayAnswerAnotherTime() {
        fake.on(
                PULL,
                500,
                "{\"message\":\"toomanyrequests: You have reached your pull rate limit\"}");
        assertThat(failure("busybox").kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aPullThatTakesTooLongIsGivenUp() {
        fake.hangs(PULL, "{\"status\":\"Downloading\",\"id\":\"layer\"}\n");
        ProviderFailure failure = failure("busybox", Duration.ofMillis(300));
        assertThat(failure).hasMessageContaining("too long");
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    }

    /** Every 50 ms here is a line in the log, and the stream must live on after it. */
    @Test
    void aLongPullGoesOnUntilItsEnd() {
        fake.hangs(PULL, "{\"status\":\"Downloading\",\"id\":\"layer\"}\n");
        Thread.ofVirtual()
                .start(() -> {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    fake.goesOn("{\"errorDetail\":{\"message\":\"manifest unknown\"}}\n");
                });
        ProviderFailure failure = failure("busybox", Duration.ofSeconds(10));
        assertThat(failure).hasMessageContaining("manifest unknown");
    }

    @Test
    void anEngineThatVanishesIsUnreachable() {
        fake.close();
        assertThat(failure("busybox").kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void oneTagIsPulledNotAll() {
        fake.on(PULL, 200, "{\"status\":\"Downloaded\"}");
        failure("busybox");
        assertThat(fake.asked())
                .anySatisfy(call ->
                        assertThat(call)
                                .contains("fromImage=docker.io%2Flibrary%2Fbusybox")
                                .contains("tag=latest"));
    }

    @Test
    void whatIsPresentIsNotPulled() {
        fake.on("/json", 200, "{\"Id\":\"sha256:1\"}");
        assertThat(pull().ensure("busybox", Deadline.in(Duration.ofSeconds(5))).canonical())
                .isEqualTo("docker.io/library/busybox:latest");
        assertThat(fake.asked()).noneSatisfy(call -> assertThat(call).contains(PULL));
    }

    @Test
    void whatIsNoReferenceIsUnavailable() {
        assertThat(failure("Not An Image").kind()).isEqualTo(Kind.IMAGE_UNAVAILABLE);
    }

    private ImagePull pull() {
        return new ImagePull(engine, Duration.ofMillis(50));
    }

    private ProviderFailure failure(String image) {
        return failure(image, Duration.ofSeconds(10));
    }

    private ProviderFailure failure(String image, Duration timeout) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        ProviderFailure.class, () -> pull().ensure(image, Deadline.in(timeout))));
    }
}
