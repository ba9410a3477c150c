package dev.spotdock.process;

import dev.spotdock.auctions.ListRunningAccounts;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.billing.ReconsiderWallets;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** A price that rises brings the end of money nearer, for everybody who runs in its pool. */
@Component
@ProcessingGroup("price-reactions")
class WhenPriceChangedThenReconsiderWallets {

    /** Accounts per command: one statement each. */
    static final int PAGE = 1_000;

    private final Commands commands;
    private final QueryGateway queries;

    /** Queries lazily, because handlers that ask are made before the bus. */
    WhenPriceChangedThenReconsiderWallets(Commands commands, @Lazy QueryGateway queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @EventHandler
    void on(PriceChanged event) {
        List<AccountId> page = running(event.pool(), null);
        while (!page.isEmpty()) {
            commands.send(new ReconsiderWallets(page, event.at()));
            page = page.size() < PAGE ? List.of() : running(event.pool(), page.getLast());
        }
    }

    private List<AccountId> running(String pool, @Nullable AccountId after) {
        return queries.query(
                        new ListRunningAccounts(pool, after, PAGE),
                        ResponseTypes.multipleInstancesOf(AccountId.class))
                .join();
    }
}
