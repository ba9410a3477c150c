package dev.spotdock.runtime.health;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.ProviderStatus;
import dev.spotdock.kernel.message.DatabasePulse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Not ready while the compute provider does not answer. What is known of it is read in a
 * transaction: one that PostgreSQL left alone says nothing of the provider.
 */
@Component
final class ProviderHealthIndicator extends AbstractHealthIndicator {

    private final QueryGateway queries;
    private final DatabasePulse pulse;
    private final InstantSource clock;

    ProviderHealthIndicator(QueryGateway queries, DatabasePulse pulse, InstantSource clock) {
        super("the compute provider's status cannot be read");
        this.queries = queries;
        this.pulse = pulse;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Instant asked = clock.instant();
        if (!isPostgresThereSince(asked)) {
            health.status(Degraded.STATUS);
            return;
        }
        ProviderStatus status;
        try {
            status = known();
        } catch (CompletionException e) {
            if (isPostgresThereSince(asked)) {
                throw e;
            }
            health.status(Degraded.STATUS); // it went away meanwhile, and may be back already
            return;
        }
        health.status(status.answers() ? "UP" : "DOWN").withDetail("provider", status.provider());
        if (status.answeredAt() != null) {
            health.withDetail("answeredAt", status.answeredAt().toString());
        }
    }

    private ProviderStatus known() {
        return queries.query(
                        new FindProviderStatus(),
                        ResponseTypes.optionalInstanceOf(ProviderStatus.class))
                .join()
                .orElseThrow();
    }

    private boolean isPostgresThereSince(Instant instant) {
        return pulse.answersSince().filter(since -> !since.isAfter(instant)).isPresent();
    }
}
