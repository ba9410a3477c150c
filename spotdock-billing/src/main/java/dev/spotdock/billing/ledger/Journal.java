package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to {@code billing.transfer}, which nobody can change afterwards. */
@Component
public class Journal {

    private static final String APPEND =
            """
            insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id,
                balance_after, bid_id, allocation_id, slice_no)
            select l.entry_id, l.debit, l.credit, l.amount, l.kind,
                timestamptz 'epoch' + l.at * interval '1 microsecond', l.wallet_id,
                l.balance_after, l.bid_id, l.allocation_id, l.slice_no
            from unnest(:entry::uuid[], :debit::uuid[], :credit::uuid[], :amount::bigint[],
                :kind::text[], :at::bigint[], :wallet::uuid[], :balance::bigint[],
                :bid::uuid[], :allocation::uuid[], :slice::int[]) with ordinality
                as l(entry_id, debit, credit, amount, kind, at, wallet_id, balance_after, bid_id,
                    allocation_id, slice_no, n)
            order by l.n
            """;

    private static final String PURCHASE =
            """
            insert into billing.transfer (entry_id, debit, credit, amount, kind, at, wallet_id,
                balance_after, reference)
            select :entry, l.debit, l.credit, l.amount, l.kind, :at, l.wallet, l.balance, :reference
            from (values
                (1, :payer::uuid, :seller::uuid, :amount::bigint, 'purchase', :payer::uuid,
                    :balance::bigint),
                (2, :seller::uuid, :revenue::uuid, :fee::bigint, 'fee', null, null))
                as l(n, debit, credit, amount, kind, wallet, balance)
            where l.amount > 0
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
                        .param("at", Columns.instants(lines, Line::at))
                        .param("wallet", Columns.texts(lines, Line::wallet))
                        .param("balance", Columns.longs(lines, Line::balanceAfter))
                        .param("bid", Columns.texts(lines, Line::bidId))
                        .param("allocation", Columns.texts(lines, Line::allocationId))
                        .param("slice", Columns.texts(lines, Line::sliceNumber))
                        .update();
        Columns.expectRows(lines.size(), rows, "journal lines");
    }

    /** Appends an entry in which a seller is paid and pays a fee, as {@link #append} does. */
    public void append(Purchase purchase) {
        int rows =
                jdbc.sql(PURCHASE)
                        .param("entry", purchase.entryId())
                        .param("reference", purchase.reference())
                        .param("payer", purchase.payer().value())
                        .param("seller", sellerAccount(purchase.seller(), purchase.newAccount()))
                        .param("revenue", PlatformAccount.REVENUE.id())
                        .param("amount", purchase.amount())
                        .param("fee", purchase.fee())
                        .param("balance", purchase.balanceAfter())
                        .param("at", Columns.timestamp(purchase.at()))
                        .update();
        Columns.expectRows(purchase.fee() > 0 ? 2 : 1, rows, "journal lines");
    }

    private UUID sellerAccount(AccountId seller, UUID newAccount) {
        return findSellerAccount(seller).orElseGet(() -> openSellerAccount(seller, newAccount));
    }

    /** Somebody else may open it at the same time: whoever is second waits, and finds it. */
    private UUID openSellerAccount(AccountId seller, UUID newAccount) {
        jdbc.sql(
                        """
                        insert into billing.account (id, kind, owner) values (:id, 'seller', :owner)
                        on conflict do nothing
                        """)
                .param("id", newAccount)
                .param("owner", seller.value())
                .update();
        return findSellerAccount(seller).orElseThrow();
    }

    private Optional<UUID> findSellerAccount(AccountId seller) {
        return jdbc.sql("select id from billing.account where kind = 'seller' and owner = :owner")
                .param("owner", seller.value())
                .query((row, number) -> row.getObject("id", UUID.class))
                .optional();
    }

    /** What a hold was captured for; empty if it was not. */
    public Optional<Purchase.Terms> purchaseOf(UUID reference) {
        return jdbc.sql(
                        """
                        select a.owner, p.amount, coalesce(f.amount, 0) as fee
                        from billing.transfer p
                        join billing.account a on a.id = p.credit
                        left join billing.transfer f
                            on f.reference = p.reference and f.kind = 'fee'
                        where p.reference = :reference and p.kind = 'purchase'
                        """)
                .param("reference", reference)
                .query((row, number) ->
                        new Purchase.Terms(
                                new AccountId(row.getObject("owner", UUID.class)),
                                row.getLong("amount"),
                                row.getLong("fee")))
                .optional();
    }
}
