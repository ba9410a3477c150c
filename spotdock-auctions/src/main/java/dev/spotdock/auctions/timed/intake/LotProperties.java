package dev.spotdock.auctions.timed.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the intake of bids on lots.
 *
 * @param undrainedLimit bids of one lot that may wait in Redis for PostgreSQL; then they are
 *     refused until some are drained: a minute of PostgreSQL's absence at 1,500 a second, 30 MB
 * @param drainBatch bids that one transaction stores: small enough to commit within a few tens of
 *     milliseconds
 * @param drainLots lots whose bids are read together
 * @param drainInterval between two drains when nothing wakes the loop
 * @param sweepInterval between two looks for bids that an instance left undrained when it died
 * @param guardInterval between two looks whether Redis has started anew
 * @param guardBatch lots that one look confirms: those of a large installation in a few looks
 * @param confirmAfter how long other instances have to tell what they acknowledged, after Redis has
 *     started anew; one that died cannot
 * @param keyRetention how long an idempotency key is kept; part of the API's contract
 * @param redisDurability {@code checked}: Redis is asked at the start whether it writes every
 *     command to the disk before it answers; {@code stated}: this setting says that it does, for a
 *     Redis that does not let itself be asked
 */
@ConfigurationProperties("spotdock.auctions.lots")
public record LotProperties(
        @DefaultValue("100000") int undrainedLimit,
        @DefaultValue("2000") int drainBatch,
        @DefaultValue("200") int drainLots,
        @DefaultValue("50ms") Duration drainInterval,
        @DefaultValue("1s") Duration sweepInterval,
        @DefaultValue("500ms") Duration guardInterval,
        @DefaultValue("100") int guardBatch,
        @DefaultValue("2s") Duration confirmAfter,
        @DefaultValue("24h") Duration keyRetention,
        @DefaultValue("checked") Durability redisDurability) {

    /** How it is known that Redis loses nothing that it has acknowledged. */
    public enum Durability {
        CHECKED,
        STATED
    }

    private static final int UNDRAINED_MAX = 10_000_000;
    private static final int BATCH_MAX = 10_000;

    public LotProperties {
        requireBetween(1, undrainedLimit, UNDRAINED_MAX, "undrained-limit");
        requireBetween(1, drainBatch, BATCH_MAX, "drain-batch");
        requireBetween(1, drainLots, BATCH_MAX, "drain-lots");
        requireBetween(1, guardBatch, BATCH_MAX, "guard-batch");
        requirePositive(drainInterval, "drain-interval");
        requirePositive(sweepInterval, "sweep-interval");
        requirePositive(guardInterval, "guard-interval");
        requirePositive(keyRetention, "key-retention");
        if (confirmAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "spotdock.auctions.lots.confirm-after must not be negative");
        }
    }

    private static void requireBetween(int min, int value, int max, String name) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "spotdock.auctions.lots.%s must be %d to %d".formatted(name, min, max));
        }
    }

    private static void requirePositive(Duration value, String name) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "spotdock.auctions.lots.%s must be more than zero".formatted(name));
        }
    }
}
