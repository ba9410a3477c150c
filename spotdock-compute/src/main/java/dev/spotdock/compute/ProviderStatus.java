package dev.spotdock.compute;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the provider in use answers.
 *
 * @param provider {@code docker} or {@code simulated}
 * @param answers whether the last look at its nodes or workloads succeeded; false before the first
 * @param answeredAt the last success; null if there was none since the start
 */
public record ProviderStatus(String provider, boolean answers, @Nullable Instant answeredAt) {}
