package dev.spotdock.runtime.health;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.ProviderStatus;
import dev.spotdock.kernel.message.DatabasePulse;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Not ready while the compute provider does not answer. */
@Component
final class ProviderHealthIndicator extends AbstractHealthIndicator {

    private final QueryGateway queries;
    private final DatabasePulse pulse;

    ProviderHealthIndicator(QueryGateway queries, DatabasePulse pulse) {
        super("the compute provider's status cannot be read");
        this.queries = queries;
        this.pulse = pulse;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (!pulse.answers()) { // a query is a transaction
            health.status(Degraded.STATUS);
            return;
        }
        ProviderStatus status =
                queries.query(
                                new FindProviderStatus(),
                                ResponseTypes.optionalInstanceOf(ProviderStatus.class))
                        .join()
                        .orElseThrow();
        health.status(status.answers() ? "UP" : "DOWN").withDetail("provider", status.provider());
        if (status.answeredAt() != null) {
            health.withDetail("answeredAt", status.answeredAt().toString());
        }
    }
}
