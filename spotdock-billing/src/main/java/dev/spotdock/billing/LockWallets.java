package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import java.util.List;

/**
 * Locks those wallets that exist until the caller's transaction ends, in the order of everybody.
 * The first step of whoever changes several: else two such, or metering, could wait for each other.
 */
public record LockWallets(List<AccountId> accountIds) implements Command<Void> {

    public LockWallets {
        accountIds = List.copyOf(accountIds);
    }
}
