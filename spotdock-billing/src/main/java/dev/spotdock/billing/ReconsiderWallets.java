package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.List;

/**
 * What runs costs something else from an instant on: the ends of these wallets' money are computed
 * anew by the next metering pass, not at the end of a slice. Repeating it, wallets where nothing
 * runs, and a change that was metered already, change nothing.
 *
 * @param accountIds at most 1,000; their wallets stay locked until the transaction ends, so that
 *     several commands come in PostgreSQL's order of ids
 * @param changedAt from when on
 */
public record ReconsiderWallets(List<AccountId> accountIds, Instant changedAt)
        implements Command<Void> {

    public ReconsiderWallets {
        accountIds = List.copyOf(accountIds);
    }
}
