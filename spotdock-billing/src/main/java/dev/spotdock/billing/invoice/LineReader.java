package dev.spotdock.billing.invoice;

import dev.spotdock.billing.Invoice;
import dev.spotdock.billing.InvoiceLine;
import dev.spotdock.billing.ListInvoicedBids.InvoicedBid;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads lines, of invoices or of a month that still runs. */
@Component
class LineReader {

    private static final String STORED =
            """
            select l.* from billing.invoice_line l
            join billing.invoice i on i.id = l.invoice_id
            where l.invoice_id = :invoice and i.account_id = :account
            """;

    private static final String PAGE =
            """
            where (bid_id, allocation_id, from_at, slice_no, refund)
                > (:bid, :allocation, :from, :slice, :refund)
            order by bid_id, allocation_id, from_at, slice_no, refund
            limit :limit
            """;

    private static final String SUM =
            """
            select coalesce(sum(charged) filter (where not refund), 0) as usage,
                coalesce(sum(charged) filter (where refund), 0) as refunds, count(*) as lines
            from (%s) l
            """
                    .formatted(MonthLines.SQL);

    private static final String BIDS =
            """
            select bid_id,
                coalesce(sum(round(extract(epoch from to_at - from_at) * 1000))
                    filter (where not refund and not reversed), 0) as millis,
                coalesce(sum(charged) filter (where not refund), 0) as usage,
                coalesce(sum(charged) filter (where refund), 0) as refunds
            """;

    private static final String COSTLIEST =
            """
            group by bid_id
            order by sum(case when refund then -charged else charged end) desc, bid_id
            limit :limit
            """;

    /** Before every line. */
    private static final InvoiceLine.Place START =
            new InvoiceLine.Place(
                    new BidId(new UUID(0, 0)),
                    new AllocationId(new UUID(0, 0)),
                    Instant.EPOCH,
                    0,
                    false);

    private final JdbcClient jdbc;

    LineReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where lines come from. */
    sealed interface Source {
        String sql();

        Map<String, Object> parameters(InvoiceLine.@Nullable Place after);
    }

    /** Of an invoice. */
    record Stored(UUID invoiceId, AccountId accountId) implements Source {
        @Override
        public String sql() {
            return STORED;
        }

        @Override
        public Map<String, Object> parameters(InvoiceLine.@Nullable Place after) {
            return Map.of("invoice", invoiceId, "account", accountId.value());
        }
    }

    /** Of a month that still runs. */
    record Made(MonthLines lines) implements Source {
        @Override
        public String sql() {
            return MonthLines.SQL;
        }

        @Override
        public Map<String, Object> parameters(InvoiceLine.@Nullable Place after) {
            return lines.parameters(after);
        }
    }

    List<InvoiceLine> list(Source source, InvoiceLine.@Nullable Place after, int limit) {
        InvoiceLine.Place place = after == null ? START : after;
        Map<String, Object> parameters = new HashMap<>(source.parameters(place));
        parameters.put("bid", place.bidId().value());
        parameters.put("allocation", place.allocationId().value());
        parameters.put("from", Columns.timestamp(place.from()));
        parameters.put("slice", place.slice());
        parameters.put("refund", place.refund());
        return jdbc.sql("select *" + from(source) + PAGE)
                .params(parameters)
                .param("limit", limit)
                .query((row, _) -> line(row))
                .list();
    }

    List<InvoicedBid> bids(Source source, int limit) {
        return jdbc.sql(BIDS + from(source) + COSTLIEST)
                .params(source.parameters(null))
                .param("limit", limit)
                .query((row, _) ->
                        new InvoicedBid(
                                new BidId(row.getObject("bid_id", UUID.class)),
                                row.getLong("millis"),
                                Money.ofMicros(row.getLong("usage")),
                                Money.ofMicros(row.getLong("refunds"))))
                .list();
    }

    private static String from(Source source) {
        return " from (" + source.sql() + ") l ";
    }

    /** A month that still runs. */
    Invoice sum(MonthLines lines) {
        return jdbc.sql(SUM)
                .params(lines.parameters(null))
                .query((row, _) ->
                        new Invoice(
                                lines.accountId(),
                                null,
                                lines.start(),
                                lines.end(),
                                Money.ofMicros(row.getLong("usage")),
                                Money.ofMicros(row.getLong("refunds")),
                                row.getLong("lines"),
                                null))
                .single();
    }

    private static InvoiceLine line(ResultSet row) throws SQLException {
        InvoiceLine.Place place =
                new InvoiceLine.Place(
                        new BidId(row.getObject("bid_id", UUID.class)),
                        new AllocationId(row.getObject("allocation_id", UUID.class)),
                        Columns.instant(row, "from_at"),
                        row.getInt("slice_no"),
                        row.getBoolean("refund"));
        return new InvoiceLine(
                place,
                row.getBoolean("reversed"),
                Columns.instant(row, "to_at"),
                row.getLong("rate"),
                row.getLong("carried"),
                Money.ofMicros(row.getLong("amount")),
                Money.ofMicros(row.getLong("charged")));
    }
}
