package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;

/**
 * What is added to a locked wallet; micro-units.
 *
 * @param balance negative: taken out
 * @param held negative: freed
 */
record WalletChange(AccountId accountId, long balance, long held) {

    WalletChange plus(WalletChange more) {
        return new WalletChange(
                accountId, Math.addExact(balance, more.balance), Math.addExact(held, more.held));
    }
}
