package dev.spotdock.billing.metering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How run time is metered.
 *
 * @param slice longest stretch of run time that is charged at once; short, so that a balance is
 *     never far behind, not shorter, because each is a row; 100 ms to 1 h
 * @param meteringInterval longest pause between two passes; the known end of a wallet's money makes
 *     it shorter; 10 ms to 1 min
 * @param walletBatch wallets per transaction; bounds how long their locks are held; 1 to 10,000
 * @param catchUpSlices slices per meter and transaction after a pause of the whole system; bounds
 *     memory and the transaction; 1 to 100,000
 * @param meterBatch running meters per transaction, unless a single wallet has more; PostgreSQL
 *     ends a transaction after 20 s, and on a busy machine 10,000 take some of them; 1 to 100,000
 * @param sliceBatch slices per transaction when there is something to catch up, at least one per
 *     meter; the same; 1 to 1,000,000
 * @param workers transactions at once when one is not enough: while the database writes what one
 *     charges, the next is computed; 1 to 16
 * @param batchLimit transactions per pass, so that a pass ends; what is left is done by the next; 1
 *     to 10,000
 * @param lowAhead how long before the end of its money a wallet's owner is warned, at the rates of
 *     then; 0 to 30 days
 */
@ConfigurationProperties("spotdock.billing")
record BillingProperties(
        @DefaultValue("10s") Duration slice,
        @DefaultValue("1s") Duration meteringInterval,
        @DefaultValue("200") int walletBatch,
        @DefaultValue("360") int catchUpSlices,
        @DefaultValue("10000") int meterBatch,
        @DefaultValue("20000") int sliceBatch,
        @DefaultValue("2") int workers,
        @DefaultValue("100") int batchLimit,
        @DefaultValue("5m") Duration lowAhead) {

    BillingProperties {
        List<String> problems = new ArrayList<>();
        between(problems, "slice", slice, Duration.ofMillis(100), Duration.ofHours(1));
        between(
                problems,
                "metering-interval",
                meteringInterval,
                Duration.ofMillis(10),
                Duration.ofMinutes(1));
        between(problems, "wallet-batch", walletBatch, 1, 10_000);
        between(problems, "catch-up-slices", catchUpSlices, 1, 100_000);
        between(problems, "meter-batch", meterBatch, 1, 100_000);
        between(problems, "slice-batch", sliceBatch, 1, 1_000_000);
        between(problems, "workers", workers, 1, 16);
        between(problems, "batch-limit", batchLimit, 1, 10_000);
        between(problems, "low-ahead", lowAhead, Duration.ZERO, Duration.ofDays(30));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(
                    "spotdock.billing.%s: expected %s to %s but was %s"
                            .formatted(name, least, most, value));
        }
    }
}
