package dev.spotdock.billing.invoice;

import dev.spotdock.billing.InvoiceSale;
import dev.spotdock.billing.ledger.AfterCommit;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Issues the invoices of sales, at once: they wait for no month to end. */
@Component
class SaleInvoices {

    /** Whoever else issues one waits for the end of this transaction: no number is lost. */
    private static final String LOCK_COUNTER =
            "select last from billing.invoice_counter for no key update";

    private static final String ISSUE =
            """
            with sale as (
                select p.debit as buyer, s.owner as seller, p.at, p.amount as price,
                    coalesce(f.amount, 0) as fee
                from billing.transfer p
                join billing.account s on s.id = p.credit
                left join billing.transfer f on f.reference = p.reference and f.kind = 'fee'
                where p.reference = :reference and p.kind = 'purchase'
                    and not exists (
                        select from billing.invoice i where i.sale_reference = :reference)),
            counted as (
                update billing.invoice_counter set last = last + 2 from sale returning last)
            insert into billing.invoice (id, number, account_id, from_at, to_at, issued_at, usage,
                refunds, lines, sale_reference, sale_side, sale_item, sale_price, sale_fee)
            select side.id, last - 2 + side.n, side.account, sale.at, sale.at,
                greatest(:at, sale.at), side.usage, side.refunds, 0, :reference, side.name, :item,
                sale.price, sale.fee
            from sale, counted, lateral (values
                (1, :buyer::uuid, 'buyer', sale.buyer, sale.price, 0::bigint),
                (2, :seller::uuid, 'seller', sale.seller, sale.fee, sale.price))
                as side(n, id, name, account, usage, refunds)
            """;

    private final JdbcClient jdbc;
    private final Ids ids;
    private final MeterRegistry metrics;

    SaleInvoices(JdbcClient jdbc, Ids ids, MeterRegistry metrics) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.metrics = metrics;
    }

    @CommandHandler
    void handle(InvoiceSale command) {
        jdbc.sql(LOCK_COUNTER).query(Long.class).single();
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        int issued =
                jdbc.sql(ISSUE)
                        .param("reference", command.reference())
                        .param("item", command.item())
                        .param("at", Columns.timestamp(at))
                        .param("buyer", ids.next())
                        .param("seller", ids.next())
                        .update();
        if (issued == 2) {
            AfterCommit.run(this::count);
        } else if (!isIssued(command.reference())) {
            throw new IllegalArgumentException("nothing was sold under " + command.reference());
        }
    }

    /** The buyer's, and the seller's. */
    private void count() {
        metrics.counter("spotdock.billing.invoices").increment();
        metrics.counter("spotdock.billing.invoices").increment();
    }

    private boolean isIssued(UUID reference) {
        return jdbc.sql(
                        """
                        select exists (select from billing.invoice where sale_reference = ?)
                        """)
                .param(reference)
                .query(Boolean.class)
                .single();
    }
}
