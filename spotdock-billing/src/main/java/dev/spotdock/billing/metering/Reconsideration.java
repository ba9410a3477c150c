package dev.spotdock.billing.metering;

import dev.spotdock.billing.ReconsiderWallets;
import dev.spotdock.billing.ledger.Columns;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Has metering look at wallets sooner than it meant to. Not before the change: a pass that began
 * before it does not see it, and must not be the one that looks.
 */
@Component
class Reconsideration {

    // Waits for a pass that has a wallet now; no condition on check_at, which that pass is
    // changing.
    private static final String SOONER =
            """
            with affected as (
                select w.account_id from billing.wallet w
                where w.account_id = any(:accounts::uuid[]) and w.check_at is not null
                  and exists (select from billing.meter m where m.account_id = w.account_id
                      and m.ended_at is null and m.metered_to <= :changed_at)
                order by w.account_id for no key update)
            update billing.wallet w set check_at = least(w.check_at, :after)
            from affected a where w.account_id = a.account_id
            """;

    private final JdbcClient jdbc;

    Reconsideration(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @CommandHandler
    void handle(ReconsiderWallets command) {
        jdbc.sql(SOONER)
                .param("accounts", Columns.texts(command.accountIds(), account -> account))
                .param("changed_at", Columns.timestamp(command.changedAt()))
                .param("after", Columns.timestamp(command.changedAt().plusMillis(1)))
                .update();
    }
}
