package dev.spotdock.billing.wallet;

import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code billing.hold}, each guarded by its wallet's lock. */
@Component
public class Holds {

    private final JdbcClient jdbc;

    Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hold> find(UUID reference) {
        return jdbc.sql("select account_id, remaining from billing.hold where reference = :id")
                .param("id", reference)
                .query((row, number) ->
                        new Hold(
                                new AccountId(row.getObject("account_id", UUID.class)),
                                row.getLong("remaining")))
                .optional();
    }

    void add(UUID reference, AccountId accountId, long amount, Instant at) {
        jdbc.sql(
                        """
                        insert into billing.hold (reference, account_id, amount, held_at)
                        values (:id, :account, :amount, :at)
                        """)
                .param("id", reference)
                .param("account", accountId.value())
                .param("amount", amount)
                .param("at", Columns.timestamp(at))
                .update();
    }

    void release(UUID reference) {
        int rows =
                jdbc.sql(
                                """
                                update billing.hold
                                set released = released + remaining, state = 'released'
                                where reference = :id and state = 'pending'
                                """)
                        .param("id", reference)
                        .update();
        Columns.expectRows(1, rows, "hold");
    }

    /**
     * Takes charges out of holds.
     *
     * @param amounts by reference, each more than zero and at most what is left
     */
    public void capture(Map<UUID, Long> amounts) {
        if (amounts.isEmpty()) {
            return;
        }
        List<Map.Entry<UUID, Long>> captures = List.copyOf(amounts.entrySet());
        int rows =
                jdbc.sql(
                                """
                                update billing.hold h
                                set captured = h.captured + c.amount,
                                    state = case when h.remaining = c.amount then 'captured'
                                        else 'pending' end
                                from unnest(:reference::uuid[], :amount::bigint[])
                                    as c(reference, amount)
                                where h.reference = c.reference and h.state = 'pending'
                                """)
                        .param("reference", Columns.texts(captures, Map.Entry::getKey))
                        .param("amount", Columns.longs(captures, Map.Entry::getValue))
                        .update();
        Columns.expectRows(captures.size(), rows, "holds");
    }
}
