package dev.spotdock.billing.invoice;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code billing.invoice} and their lines, which nobody can change afterwards. */
@Component
class Invoices {

    private static final String ADD_LINES =
            """
            insert into billing.invoice_line (invoice_id, bid_id, allocation_id, from_at,
                slice_no, refund, reversed, to_at, rate, carried, amount, charged)
            select :invoice, bid_id, allocation_id, from_at, slice_no, refund, reversed, to_at,
                rate, carried, amount, charged
            from (%s) lines
            """
                    .formatted(MonthLines.SQL);

    private static final String ISSUE =
            """
            with counted as (
                update billing.invoice_counter set last = last + 1 returning last),
            summed as (
                select coalesce(sum(charged) filter (where not refund), 0) as usage,
                    coalesce(sum(charged) filter (where refund), 0) as refunds, count(*) as lines
                from billing.invoice_line where invoice_id = :id)
            insert into billing.invoice (id, number, account_id, from_at, to_at, issued_at, usage,
                refunds, lines)
            select :id, counted.last, :account, :from, :to, :at, usage, refunds, lines
            from counted, summed
            """;

    private static final String SELECT = "select * from billing.invoice ";

    /** For some ten million slices: forty allocations that run all the month. */
    private static final int MINUTES_MAX = 10;

    private final JdbcClient jdbc;

    Invoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the lines of an invoice to come, or of none if the draft is discarded. May take longer
     * than other transactions, which are ended after 20 s so that none holds up others: this one
     * has locked nothing yet.
     */
    void draft(UUID invoiceId, MonthLines lines) {
        // The limit applies from the transaction's start unless it is lifted first.
        jdbc.sql("set local transaction_timeout = 0").update();
        jdbc.sql("set local transaction_timeout = '%dmin'".formatted(MINUTES_MAX)).update();
        jdbc.sql("savepoint draft").update();
        jdbc.sql(ADD_LINES).param("invoice", invoiceId).params(lines.parameters(null)).update();
    }

    /** Removes a draft's lines, and lets go of what was locked since. */
    void discardDraft() {
        jdbc.sql("rollback to savepoint draft").update();
    }

    /**
     * Numbers an invoice whose lines are there. Comes last in a transaction: whoever else issues
     * one waits for its end.
     */
    void issue(UUID invoiceId, AccountId accountId, Month month, Instant at) {
        int rows =
                jdbc.sql(ISSUE)
                        .param("id", invoiceId)
                        .param("account", accountId.value())
                        .param("from", Columns.timestamp(month.start()))
                        .param("to", Columns.timestamp(month.end()))
                        .param("at", Columns.timestamp(at))
                        .update();
        Columns.expectRows(1, rows, "invoice");
    }

    /**
     * @param accountId null: anybody's
     */
    Optional<Invoice> find(@Nullable AccountId accountId, UUID id) {
        return jdbc.sql(
                        SELECT
                                + "where id = :id and (:account::uuid is null"
                                + " or account_id = :account::uuid)")
                .param("id", id)
                .param("account", accountId == null ? null : accountId.value())
                .query((row, _) -> invoice(row))
                .optional();
    }

    List<Invoice> list(AccountId accountId, long before, int limit) {
        return jdbc.sql(
                        SELECT
                                + "where account_id = :account and number < :before"
                                + " order by number desc limit :limit")
                .param("account", accountId.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> invoice(row))
                .list();
    }

    private static Invoice invoice(ResultSet row) throws SQLException {
        return new Invoice(
                new AccountId(row.getObject("account_id", UUID.class)),
                new Invoice.Issue(
                        row.getObject("id", UUID.class),
                        row.getLong("number"),
                        Columns.instant(row, "issued_at")),
                Columns.instant(row, "from_at"),
                Columns.instant(row, "to_at"),
                Money.ofMicros(row.getLong("usage")),
                Money.ofMicros(row.getLong("refunds")),
                row.getLong("lines"),
                sale(row));
    }

    private static Invoice.@Nullable Sale sale(ResultSet row) throws SQLException {
        UUID reference = row.getObject("sale_reference", UUID.class);
        return reference == null
                ? null
                : new Invoice.Sale(
                        reference,
                        Invoice.Side.valueOf(row.getString("sale_side").toUpperCase(Locale.ROOT)),
                        row.getString("sale_item"),
                        Money.ofMicros(row.getLong("sale_price")),
                        Money.ofMicros(row.getLong("sale_fee")));
    }
}
