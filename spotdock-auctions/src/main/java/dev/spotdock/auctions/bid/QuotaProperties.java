package dev.spotdock.auctions.bid;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an account may have at a time.
 *
 * @param openBids bids that wait, start or run; each may hold a node's attention, and money
 */
@ConfigurationProperties("spotdock.auctions.quota")
record QuotaProperties(@DefaultValue("10000") int openBids) {

    QuotaProperties {
        if (openBids < 1 || openBids > 10_000_000) {
            throw new IllegalArgumentException(
                    "spotdock.auctions.quota.open-bids must be 1 to 10000000");
        }
    }
}
