package dev.spotdock.billing.wallet;

import dev.spotdock.billing.ListAffordableHolds;
import dev.spotdock.billing.ListAffordableHolds.Wish;
import dev.spotdock.billing.ledger.Columns;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what could be held. */
@Component
class HoldQueries {

    private final JdbcClient jdbc;

    HoldQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    List<UUID> handle(ListAffordableHolds query) {
        return jdbc.sql(
                        """
                        select h.reference
                        from unnest(:reference::uuid[], :amount::bigint[]) as n(reference, amount)
                        join billing.hold h on h.reference = n.reference
                        join billing.wallet w on w.account_id = h.account_id
                        where n.amount - h.remaining <= w.balance - w.held
                        """)
                .param("reference", Columns.texts(query.wishes(), Wish::reference))
                .param("amount", Columns.longs(query.wishes(), wish -> wish.amount().micros()))
                .query((row, number) -> row.getObject("reference", UUID.class))
                .list();
    }
}
