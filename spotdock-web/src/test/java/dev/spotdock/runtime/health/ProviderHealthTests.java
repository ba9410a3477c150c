package dev.spotdock.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.ProviderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.common.Registration;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.transaction.CannotCreateTransactionException;

class ProviderHealthTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
    private Optional<Instant> answersSince = Optional.of(NOW.minus(Duration.ofDays(1)));

    /** What the module that knows answers. */
    record Provider(Supplier<ProviderStatus> answer) {

        @QueryHandler
        Optional<ProviderStatus> on(FindProviderStatus query) {
            return Optional.of(answer.get());
        }
    }

    private Status statusIf(Supplier<ProviderStatus> answer) {
        Provider provider = new Provider(answer);
        Registration asked = new AnnotationQueryHandlerAdapter<>(provider).subscribe(bus);
        try {
            return new ProviderHealthIndicator(
                            DefaultQueryGateway.builder().queryBus(bus).build(),
                            () -> answersSince,
                            () -> NOW)
                    .health()
                    .getStatus();
        } finally {
            asked.cancel();
        }
    }

    private static ProviderStatus provider(boolean answers) {
        return new ProviderStatus("simulated", answers, null);
    }

    private static ProviderStatus noTransaction() {
        throw new CannotCreateTransactionException("no connection");
    }

    @Test
    void isWhatTheProviderIs() {
        assertThat(statusIf(() -> provider(true))).isEqualTo(Status.UP);
        assertThat(statusIf(() -> provider(false))).isEqualTo(Status.DOWN);
    }

    @Test
    void isNotAskedForWhilePostgresIsAway() {
        answersSince = Optional.empty();
        assertThat(statusIf(() -> provider(false))).isEqualTo(Degraded.STATUS);
    }

    @Test
    void aQuestionThatPostgresLeftAloneSaysNothingOfTheProvider() {
        assertThat(
                        statusIf(() -> {
                            answersSince = Optional.empty();
                            return noTransaction();
                        }))
                .isEqualTo(Degraded.STATUS);
    }

    @Test
    void norIfPostgresIsBackWhenTheQuestionFails() {
        assertThat(
                        statusIf(() -> {
                            answersSince = Optional.of(NOW.plusMillis(1));
                            return noTransaction();
                        }))
                .isEqualTo(Degraded.STATUS);
    }

    @Test
    void aFailureWhilePostgresIsThereIsOne() {
        assertThat(statusIf(ProviderHealthTests::noTransaction)).isEqualTo(Status.DOWN);
    }
}
