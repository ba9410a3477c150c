package dev.spotdock.web.broadcast;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says in readiness when Kafka is behind. Always up: the market goes on without it. There even
 * without a broker, because readiness names all that it consists of.
 */
@Component
final class KafkaHealthIndicator implements HealthIndicator {

    private final ObjectProvider<RelayStatus> status;
    private final ObjectProvider<RelayLag> lag;
    private final KafkaProperties settings;

    KafkaHealthIndicator(
            ObjectProvider<RelayStatus> status,
            ObjectProvider<RelayLag> lag,
            KafkaProperties settings) {
        this.status = status;
        this.lag = lag;
        this.settings = settings;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        lag.ifAvailable(known -> {
            health.withDetail("lag", known.positions())
                    .withDetail("oldestUnsentSeconds", known.oldest().toSeconds());
            warning(known).ifPresent(text -> health.withDetail("warning", text));
        });
        return health.build();
    }

    private Optional<String> warning(RelayLag lag) {
        Optional<String> trouble =
                Optional.ofNullable(status.getIfAvailable()).flatMap(RelayStatus::warning);
        return trouble.isEmpty() && lag.oldest().compareTo(settings.warnAfter()) > 0
                ? Optional.of("Kafka is behind")
                : trouble;
    }
}
