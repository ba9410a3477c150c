package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClosedLoopTests {

    @Test
    void stopsAtTheLastWindowAllowedAndCountsEveryOperation() throws Exception {
        ClosedLoop.Client client = () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        ClosedLoop.Run run = ClosedLoop.run(List.of(client, client), Duration.ofMillis(100), 2);
        assertThat(run.windows().perSecond()).hasSize(2);
        assertThat(run.operations()).isPositive();
        assertThat(run.latency().size()).isBetween(1, (int) run.operations());
    }

    @Test
    void aFailingClientEndsTheRunWithItsCause() {
        ClosedLoop.Client client =
                () -> {
                    throw new IllegalArgumentException("refused");
                };
        assertThatThrownBy(() -> ClosedLoop.run(List.of(client), Duration.ofSeconds(30), 3))
                .hasRootCauseMessage("refused");
    }
}
