package dev.spotdock.billing.wallet;

import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.billing.wallet.WalletChanges.Resolution;
import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
        return Optional.ofNullable(findAll(List.of(reference)).get(reference));
    }

    /** Those that exist, by reference. */
    Map<UUID, Hold> findAll(List<UUID> references) {
        if (references.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        """
                        select reference, account_id, remaining, expires_at from billing.hold
                        where reference = any(:references::uuid[])
                        """)
                .param("references", Columns.texts(references, reference -> reference))
                .query((row, number) ->
                        Map.entry(row.getObject("reference", UUID.class), hold(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void addAll(List<HoldFunds> holds, Instant at) {
        if (holds.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into billing.hold (reference, account_id, amount, held_at, expires_at)
                        select reference, account_id, amount, :at, expires_at
                        from unnest(:reference::uuid[], :account::uuid[], :amount::bigint[],
                            :expires_at::timestamptz[])
                            as h(reference, account_id, amount, expires_at)
                        """)
                .param("reference", Columns.texts(holds, HoldFunds::reference))
                .param("account", Columns.texts(holds, HoldFunds::accountId))
                .param("amount", Columns.longs(holds, hold -> hold.amount().micros()))
                .param("expires_at", Columns.texts(holds, HoldFunds::expiresAt))
                .param("at", Columns.timestamp(at))
                .update();
    }

    /** Adds to what is left of a hold, which stays above zero; negative frees. */
    void resize(UUID reference, long more) {
        int rows =
                jdbc.sql(
                                """
                                update billing.hold
                                set amount = amount + greatest(:more, 0),
                                    released = released + greatest(- :more, 0), state = 'pending'
                                where reference = :id and state <> 'released'
                                """)
                        .param("more", more)
                        .param("id", reference)
                        .update();
        Columns.expectRows(1, rows, "hold");
    }

    /** Takes a part of what is left, or nothing, and frees the rest. */
    void resolve(List<Resolution> resolutions) {
        if (resolutions.isEmpty()) {
            return;
        }
        int rows =
                jdbc.sql(
                                """
                                update billing.hold h
                                set captured = h.captured + r.captured,
                                    released = h.released + h.remaining - r.captured,
                                    state = case when r.captured > 0 then 'captured'
                                        else 'released' end
                                from unnest(:reference::uuid[], :captured::bigint[])
                                    as r(reference, captured)
                                where h.reference = r.reference and h.state = 'pending'
                                    and h.remaining >= r.captured
                                """)
                        .param("reference", Columns.texts(resolutions, Resolution::reference))
                        .param("captured", Columns.longs(resolutions, Resolution::captured))
                        .update();
        Columns.expectRows(resolutions.size(), rows, "holds");
    }

    /**
     * Pending holds whose time is over, not locked, in the order in which it ended.
     *
     * @param limit at least 1
     */
    List<UUID> expired(Instant now, int limit) {
        return jdbc.sql(
                        """
                        select reference from billing.hold
                        where state = 'pending' and expires_at <= :now
                        order by expires_at limit :limit
                        """)
                .param("now", Columns.timestamp(now))
                .param("limit", limit)
                .query((row, number) -> row.getObject("reference", UUID.class))
                .list();
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getLong("remaining"),
                Columns.instantOrNull(row, "expires_at"));
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
