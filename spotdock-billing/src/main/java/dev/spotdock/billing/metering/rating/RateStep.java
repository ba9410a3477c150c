package dev.spotdock.billing.metering.rating;

/**
 * A rate that applies until the next one does.
 *
 * @param from milliseconds since the epoch
 * @param ratePerHourMicros at least 0
 */
public record RateStep(long from, long ratePerHourMicros) {}
