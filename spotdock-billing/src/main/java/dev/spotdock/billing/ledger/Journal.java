package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to {@code billing.transfer}, which nobody can change afterwards. */
@Component
public class Journal {

    private static final String APPEND =
            """
            insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id,
                balance_after, bid_id, allocation_id, slice_no, reference)
            select l.entry_id, l.debit, l.credit, l.amount, l.kind,
                timestamptz 'epoch' + l.at * interval '1 microsecond', l.wallet_id,
                case when l.wallet_id is not null then l.balance_after end,
                l.bid_id, l.allocation_id, l.slice_no, l.reference
            from unnest(:entry::uuid[], :debit::uuid[], :credit::uuid[], :amount::bigint[],
                :kind::text[], :at::bigint[], :wallet::uuid[], :balance::bigint[],
                :bid::uuid[], :allocation::uuid[], :slice::int[], :reference::uuid[])
                with ordinality
                as l(entry_id, debit, credit, amount, kind, at, wallet_id, balance_after, bid_id,
                    allocation_id, slice_no, reference, n)
            order by l.n
            """;

    private final JdbcClient jdbc;
    private final Purchases purchases;

    Journal(JdbcClient jdbc, Purchases purchases) {
        this.jdbc = jdbc;
        this.purchases = purchases;
    }

    /**
     * Appends postings, in order. The caller has locked their wallets and changes the balances in
     * the same transaction.
     */
    public void append(List<? extends Posting> postings) {
        if (postings.isEmpty()) {
            return;
        }
        List<Row> rows = rows(postings);
        int written =
                jdbc.sql(APPEND)
                        .param("entry", Columns.texts(rows, Row::entryId))
                        .param("debit", Columns.texts(rows, Row::debit))
                        .param("credit", Columns.texts(rows, Row::credit))
                        .param("amount", Columns.longs(rows, Row::amount))
                        .param("kind", Columns.texts(rows, Row::kind))
                        .param("at", Columns.instants(rows, Row::at))
                        .param("wallet", Columns.texts(rows, Row::wallet))
                        .param("balance", Columns.longs(rows, Row::balanceAfter))
                        .param("bid", sparse(rows, Row::bidId))
                        .param("allocation", sparse(rows, Row::allocationId))
                        .param("slice", sparse(rows, Row::sliceNumber))
                        .param("reference", sparse(rows, Row::reference))
                        .update();
        Columns.expectRows(rows.size(), written, "journal lines");
    }

    private List<Row> rows(List<? extends Posting> postings) {
        List<AccountId> sellers = postings.stream().flatMap(Journal::seller).distinct().toList();
        Map<AccountId, UUID> accounts = purchases.accounts(sellers);
        return postings.stream().flatMap(posting -> rows(posting, accounts)).toList();
    }

    private static Stream<AccountId> seller(Posting posting) {
        return switch (posting) {
            case Line _ -> Stream.empty();
            case Proceeds proceeds -> Stream.of(proceeds.terms().seller());
            case Purchase purchase -> Stream.of(purchase.terms().seller());
        };
    }

    private static Stream<Row> rows(Posting posting, Map<AccountId, UUID> accounts) {
        return switch (posting) {
            case Line line -> Stream.of(line.row());
            case Proceeds proceeds ->
                    Stream.of(
                            proceeds.row(
                                    Objects.requireNonNull(
                                            accounts.get(proceeds.terms().seller()))));
            case Purchase purchase ->
                    purchase
                            .rows(Objects.requireNonNull(accounts.get(purchase.terms().seller())))
                            .stream();
        };
    }

    /** A column that most entries do not have: an array that ends early is filled up with nulls. */
    private static @Nullable String[] sparse(
            List<Row> rows, Function<Row, @Nullable Object> column) {
        return rows.stream().allMatch(row -> column.apply(row) == null)
                ? new String[0]
                : Columns.texts(rows, column);
    }
}
