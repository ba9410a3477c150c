package dev.spotdock.auctions.bid;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an account may have at a time.
 *
 * @param openBids bids that wait, start or run; each may hold a node's attention, and money
 * @param runningBids of those the ones that start or run, in each pool; more of them wait
 */
@ConfigurationProperties("spotdock.auctions.quota")
public record QuotaProperties(
        @DefaultValue("10000") int openBids, @DefaultValue("1000") int runningBids) {

    private static final int MAX = 10_000_000;

    public QuotaProperties {
        check("open-bids", openBids);
        check("running-bids", runningBids);
    }

    private static void check(String name, int value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException(
                    "spotdock.auctions.quota.%s must be 1 to %d".formatted(name, MAX));
        }
    }
}
