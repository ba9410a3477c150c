package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.HoldInGroup;
import dev.spotdock.billing.ReleaseGroup;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Holds that are released together: none is left behind, because whoever holds and whoever releases
 * meet at the group's row.
 */
@Component
class HoldGroups {

    private final JdbcClient jdbc;
    private final Commands commands;

    /** Commands lazily: the bus knows this handler. */
    HoldGroups(JdbcClient jdbc, @Lazy Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    @CommandHandler
    Outcome<Money, BillingRejection> handle(HoldInGroup command) {
        if (isReleased(command.group())) {
            return Outcome.done(Money.ZERO);
        }
        UUID reference = reference(command.group(), command.accountId());
        Outcome<Money, BillingRejection> outcome =
                commands.send(new HoldFunds(command.accountId(), reference, command.amount()));
        if (outcome instanceof Outcome.Done) {
            jdbc.sql(
                            """
                            insert into billing.group_hold (group_id, account_id, reference)
                            values (?, ?, ?) on conflict do nothing
                            """)
                    .params(command.group(), command.accountId().value(), reference)
                    .update();
        }
        return outcome;
    }

    /** Several may hold at once; who releases waits for them, and they for who releases. */
    private boolean isReleased(UUID group) {
        jdbc.sql("insert into billing.hold_group (id) values (?) on conflict do nothing")
                .param(group)
                .update();
        return jdbc.sql(
                        "select released_at is not null from billing.hold_group where id = ? for"
                                + " share")
                .param(group)
                .query(Boolean.class)
                .single();
    }

    /** The same for the same two: a hold is made once. */
    private static UUID reference(UUID group, AccountId accountId) {
        String name = "hold/" + group + "/" + accountId.value();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    @CommandHandler
    Integer handle(ReleaseGroup command) {
        close(command.group(), command.at());
        List<UUID> references =
                jdbc.sql(
                                """
                                select g.reference from billing.group_hold g
                                join billing.hold h on h.reference = g.reference
                                where g.group_id = ? and h.state = 'pending'
                                order by g.account_id limit ?
                                """)
                        .params(command.group(), command.limit())
                        .query((row, _) -> row.getObject("reference", UUID.class))
                        .list();
        references.forEach(reference -> commands.send(new ReleaseHold(reference)));
        return references.size();
    }

    private void close(UUID group, Instant at) {
        jdbc.sql(
                        """
                        insert into billing.hold_group as g (id, released_at) values (:id, :at)
                        on conflict (id) do update set released_at = :at
                        where g.released_at is null
                        """)
                .param("id", group)
                .param("at", Columns.timestamp(at))
                .update();
    }
}
