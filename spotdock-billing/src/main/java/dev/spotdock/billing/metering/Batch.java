package dev.spotdock.billing.metering;

import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AccountId;
import java.util.ArrayList;
import java.util.List;

/**
 * The wallets of one transaction.
 *
 * @param meters how many they pay
 */
record Batch(List<AccountId> accounts, int meters) {

    /** The first ones that have at most so many meters together; at least one of them. */
    static Batch of(List<Wallets.Due> due, int metersMax) {
        List<AccountId> accounts = new ArrayList<>();
        int meters = 0;
        for (Wallets.Due wallet : due) {
            if (!accounts.isEmpty() && meters + wallet.meters() > metersMax) {
                break;
            }
            accounts.add(wallet.accountId());
            meters += wallet.meters();
        }
        return new Batch(List.copyOf(accounts), meters);
    }
}
