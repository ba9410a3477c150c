package dev.spotdock.billing.ledger;

import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code billing.seal}. */
@Component
class Seals {

    // Two sealers at once: the second waits for the first one's row and then adds none.
    private static final String SEAL =
            """
            with last as (
                select coalesce(max(number), 0) as number, coalesce(max(to_position), 0) as position
                from billing.seal),
            head as (
                select l.number, l.position,
                    coalesce((select hash from billing.seal s where s.number = l.number),
                        sha256('')) as hash
                from last l),
            range as (
                select max(position) as last from (
                    select t.position from billing.transfer t
                    where t.position > (select position from last) and t.position <= :position
                    order by t.position limit :lines) t)
            insert into billing.seal (number, from_position, to_position, previous, hash, sealed_at)
            select h.number + 1, h.position + 1, r.last, h.hash,
                billing.seal_hash(h.hash, h.position + 1, r.last), :at
            from head h, range r
            where r.last is not null
            on conflict (number) do nothing
            """;

    private final JdbcClient jdbc;
    private final LedgerProperties properties;

    Seals(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @CommandHandler
    Boolean handle(SealLines command) {
        return jdbc.sql(SEAL)
                        .param("position", command.position())
                        .param("lines", properties.sealLines())
                        .param("at", Columns.timestamp(command.at()))
                        .update()
                > 0;
    }

    /** How far the journal goes now. */
    Horizon horizon() {
        return jdbc.sql(
                        """
                        select (select coalesce(max(position), 0) from billing.transfer) as position,
                            pg_snapshot_xmax(pg_current_snapshot())::text as transaction
                        """)
                .query((row, number) ->
                        new Horizon(row.getLong("position"), row.getString("transaction")))
                .single();
    }

    /** Whether nothing appears any more at or below a position that was seen. */
    boolean isComplete(Horizon horizon) {
        return jdbc.sql(
                        """
                        select pg_snapshot_xmin(pg_current_snapshot()) >= :transaction::text::xid8
                        """)
                .param("transaction", horizon.transaction())
                .query(Boolean.class)
                .single();
    }
}
