package dev.spotdock.billing.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to {@code billing.transfer}, which nobody can change afterwards. */
@Component
public class Journal {

    private static final String APPEND =
            """
            insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id,
                balance_after, bid_id, allocation_id, slice_no)
            select l.entry_id, l.debit, l.credit, l.amount, l.kind, l.at, l.wallet_id,
                l.balance_after, l.bid_id, l.allocation_id, l.slice_no
            from unnest(:entry::uuid[], :debit::uuid[], :credit::uuid[], :amount::bigint[],
                :kind::text[], :at::timestamptz[], :wallet::uuid[], :balance::bigint[],
                :bid::uuid[], :allocation::uuid[], :slice::int[]) with ordinality
                as l(entry_id, debit, credit, amount, kind, at, wallet_id, balance_after, bid_id,
                    allocation_id, slice_no, n)
            order by l.n
            """;

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends lines, in order. The caller has locked their wallets and changes the balances in the
     * same transaction.
     */
    public void append(List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int rows =
                jdbc.sql(APPEND)
                        .param("entry", Columns.texts(lines, Line::entryId))
                        .param("debit", Columns.texts(lines, Line::debit))
                        .param("credit", Columns.texts(lines, Line::credit))
                        .param("amount", Columns.longs(lines, Line::amount))
                        .param("kind", Columns.texts(lines, line -> line.kind().wireName()))
                        .param("at", Columns.texts(lines, Line::at))
                        .param("wallet", Columns.texts(lines, Line::wallet))
                        .param("balance", Columns.longs(lines, Line::balanceAfter))
                        .param("bid", Columns.texts(lines, Line::bidId))
                        .param("allocation", Columns.texts(lines, Line::allocationId))
                        .param("slice", Columns.texts(lines, Line::sliceNumber))
                        .update();
        Columns.expectRows(lines.size(), rows, "journal lines");
    }
}
