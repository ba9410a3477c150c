package dev.spotdock.billing.wallet;

import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.ledger.Purchase;
import dev.spotdock.kernel.id.AccountId;
import java.util.Map;
import java.util.UUID;

/**
 * What commands on wallets are decided on; the wallets are locked until the transaction ends.
 *
 * @param holds by reference
 * @param receipts of earlier deposits, by reference
 * @param purchases what holds without anything left were captured for, by reference
 */
record Locked(
        Map<AccountId, Wallet> wallets,
        Map<UUID, Hold> holds,
        Map<String, Deposit.Receipt> receipts,
        Map<UUID, Purchase.Terms> purchases) {}
