package dev.spotdock.billing.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the journal is sealed and audited.
 *
 * @param sealInterval pause between two looks of the sealer; a line is sealed after two of them, so
 *     short: what is not sealed can be changed unnoticed; 100 ms to 1 h
 * @param sealLines lines of a seal at most; bounds a transaction; 1 to 1,000,000
 * @param auditInterval pause between two audits; each reads the whole ledger, so not short; 1 s to
 *     7 days
 */
@ConfigurationProperties("spotdock.billing.ledger")
record LedgerProperties(
        @DefaultValue("2s") Duration sealInterval,
        @DefaultValue("10000") int sealLines,
        @DefaultValue("10m") Duration auditInterval) {

    LedgerProperties {
        boolean valid =
                within(sealInterval, Duration.ofMillis(100), Duration.ofHours(1))
                        && sealLines >= 1
                        && sealLines <= 1_000_000
                        && within(auditInterval, Duration.ofSeconds(1), Duration.ofDays(7));
        if (!valid) {
            throw new IllegalArgumentException(
                    "expected seal-interval 100ms to 1h, seal-lines 1 to 1000000, audit-interval 1s"
                            + " to 7d but was %s, %d, %s"
                                    .formatted(sealInterval, sealLines, auditInterval));
        }
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
