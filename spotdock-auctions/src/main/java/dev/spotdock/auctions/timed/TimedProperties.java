package dev.spotdock.auctions.timed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of timed auctions.
 *
 * @param lotsPerAuction they open, and may close, at the same instant
 * @param lengthMax of an auction, from start to end, without extensions
 * @param paymentDeadline how long a winner has to pay, in each round of settlement
 * @param clock of the loop that opens and closes
 * @param retry of commands that meet others at the same auction or lot
 */
@ConfigurationProperties("spotdock.auctions.timed")
record TimedProperties(
        @DefaultValue("1000") int lotsPerAuction,
        @DefaultValue("30d") Duration lengthMax,
        @DefaultValue("10m") Duration paymentDeadline,
        @DefaultValue Clock clock,
        @DefaultValue Retry retry) {

    private static final int LOTS_MAX = 10_000;

    TimedProperties {
        require(
                lotsPerAuction >= 1 && lotsPerAuction <= LOTS_MAX,
                "lots-per-auction must be 1 to " + LOTS_MAX);
        require(lengthMax.isPositive(), "length-max must be more than zero");
        require(paymentDeadline.isPositive(), "payment-deadline must be more than zero");
    }

    /**
     * The loop that opens and closes.
     *
     * @param interval between two looks
     * @param batch lots or auctions in one transaction: small enough to commit within milliseconds
     * @param batchesPerRun of lots; what is left comes with the next run
     * @param claim how long another instance leaves alone what one has taken on: after a crash it
     *     is taken up again that much later
     * @param recheck until a lot is looked at again that waits for Redis' clock or the drainer
     * @param keep how long Redis keeps a decided lot, so that late bidders are told when it ended
     */
    record Clock(
            @DefaultValue("200ms") Duration interval,
            @DefaultValue("100") int batch,
            @DefaultValue("100") int batchesPerRun,
            @DefaultValue("5s") Duration claim,
            @DefaultValue("100ms") Duration recheck,
            @DefaultValue("1m") Duration keep) {

        Clock {
            require(interval.isPositive(), "clock.interval must be more than zero");
            require(batch >= 1 && batch <= 1000, "clock.batch must be 1 to 1000");
            require(batchesPerRun >= 1, "clock.batches-per-run must be at least 1");
            require(claim.compareTo(Duration.ofSeconds(1)) >= 0, "clock.claim must be at least 1s");
            require(recheck.isPositive(), "clock.recheck must be more than zero");
            require(!keep.isNegative(), "clock.keep must not be negative");
        }
    }

    /**
     * How often a change is tried that others were faster with.
     *
     * @param attempts in all
     * @param pause before the second one, at most; doubled for each further one
     */
    record Retry(@DefaultValue("6") int attempts, @DefaultValue("4ms") Duration pause) {

        Retry {
            require(attempts >= 1 && attempts <= 10, "retry.attempts must be 1 to 10");
            require(
                    pause.isPositive() && pause.compareTo(Duration.ofMillis(100)) <= 0,
                    "retry.pause must be more than zero and at most 100ms");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("spotdock.auctions.timed." + what);
        }
    }
}
