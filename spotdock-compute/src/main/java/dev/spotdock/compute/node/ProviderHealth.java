package dev.spotdock.compute.node;

import dev.spotdock.compute.FindProviderStatus;
import dev.spotdock.compute.ProviderStatus;
import dev.spotdock.compute.spi.ComputeProvider;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What this instance last heard of the provider. */
@Component
public class ProviderHealth {

    private final String provider;

    private volatile ProviderStatus last;

    ProviderHealth(ComputeProvider provider) {
        this.provider = provider.name();
        this.last = new ProviderStatus(this.provider, false, null);
    }

    /** It answered. */
    public void answered(Instant at) {
        last = new ProviderStatus(provider, true, at);
    }

    /** It did not answer. */
    public void silent() {
        @Nullable Instant answeredAt = last.answeredAt();
        last = new ProviderStatus(provider, false, answeredAt);
    }

    @QueryHandler
    Optional<ProviderStatus> on(FindProviderStatus query) {
        return Optional.of(last);
    }
}
