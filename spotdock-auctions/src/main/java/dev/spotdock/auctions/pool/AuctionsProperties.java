package dev.spotdock.auctions.pool;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the market's own work.
 *
 * @param startAttemptsMax start failures in a row after which a bid fails: one may be bad luck,
 *     three are not
 * @param startDeadline from the match until the workload must run, image pull included
 * @param dueBatch bids that one transaction expires or stops: small enough to commit within
 *     milliseconds
 * @param priceRetention how long prices of the past are kept; part of the API's contract
 */
@ConfigurationProperties("spotdock.auctions")
public record AuctionsProperties(
        @DefaultValue("3") int startAttemptsMax,
        @DefaultValue("5m") Duration startDeadline,
        @DefaultValue("100") int dueBatch,
        @DefaultValue("90d") Duration priceRetention,
        @DefaultValue Matching matching) {

    public AuctionsProperties {
        require(startAttemptsMax >= 1, "start-attempts-max must be at least 1");
        require(startDeadline.isPositive(), "start-deadline must be more than zero");
        require(dueBatch >= 1 && dueBatch <= 10_000, "due-batch must be 1 to 10000");
        require(
                priceRetention.compareTo(Duration.ofDays(1)) >= 0,
                "price-retention must be at least 1d");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("spotdock.auctions." + what);
        }
    }

    /**
     * Bounds of the matching loop.
     *
     * @param lease how long an instance may match in a pool without renewing: another takes over
     *     that much after a crash
     * @param batchLimit bids per page of the book and per confirming transaction
     * @param pagesPerRun pages of the book that one run looks at: with the default 102,400 bids
     * @param interval between two looks at the book when nothing wakes the loop
     */
    public record Matching(
            @DefaultValue("10s") Duration lease,
            @DefaultValue("256") int batchLimit,
            @DefaultValue("400") int pagesPerRun,
            @DefaultValue("200ms") Duration interval) {

        public Matching {
            require(
                    lease.compareTo(Duration.ofSeconds(1)) >= 0,
                    "matching.lease must be at least 1s");
            require(
                    batchLimit >= 1 && batchLimit <= 1000,
                    "matching.batch-limit must be 1 to 1000");
            require(pagesPerRun >= 1, "matching.pages-per-run must be at least 1");
            require(interval.isPositive(), "matching.interval must be more than zero");
        }
    }
}
