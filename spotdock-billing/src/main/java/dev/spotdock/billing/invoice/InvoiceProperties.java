package dev.spotdock.billing.invoice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When months are invoiced.
 *
 * @param invoiceGrace between a month's end and its invoices, so that ends that are observed a
 *     little late are in them and not corrected a month later; 0 to 10 days
 * @param invoiceBatch wallets whose months are closed per run, each in its own transaction; bounds
 *     how long a run takes; 1 to 10,000
 */
@ConfigurationProperties("spotdock.billing")
record InvoiceProperties(
        @DefaultValue("1h") Duration invoiceGrace, @DefaultValue("500") int invoiceBatch) {

    InvoiceProperties {
        boolean valid =
                !invoiceGrace.isNegative()
                        && invoiceGrace.compareTo(Duration.ofDays(10)) <= 0
                        && invoiceBatch >= 1
                        && invoiceBatch <= 10_000;
        if (!valid) {
            throw new IllegalArgumentException(
                    "spotdock.billing: expected invoice-grace 0 to 10d, invoice-batch 1 to 10000"
                            + " but was %s, %d".formatted(invoiceGrace, invoiceBatch));
        }
    }
}
