package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.kernel.money.Money;
import java.util.Optional;

/** Whether a deposit is accepted. */
final class DepositCheck {

    /**
     * 10,000,000,000.00: ten of the largest deposits that can be asked for; balances stay far below
     * 64 bits, refunds included.
     */
    static final Money BALANCE_MAX = Money.ofMicros(10_000_000_000L * Money.MICROS_PER_UNIT);

    private DepositCheck() {}

    /**
     * Why not; empty if it is.
     *
     * @param wallet as it is before
     * @param earlier the receipt of that reference; the same deposit again is accepted
     */
    static Optional<BillingRejection> refusal(
            Deposit deposit, Optional<Wallet> wallet, Optional<Deposit.Receipt> earlier) {
        if (wallet.isEmpty()) {
            return Optional.of(new BillingRejection.UnknownWallet());
        }
        if (earlier.isPresent()) {
            return isSame(deposit, earlier.get())
                    ? Optional.empty()
                    : Optional.of(new BillingRejection.ReferenceReused(deposit.reference()));
        }
        long room = BALANCE_MAX.micros() - wallet.get().balance();
        return deposit.amount().micros() > room
                ? Optional.of(new BillingRejection.BalanceTooHigh(BALANCE_MAX))
                : Optional.empty();
    }

    private static boolean isSame(Deposit deposit, Deposit.Receipt earlier) {
        return earlier.accountId().equals(deposit.accountId())
                && earlier.amount().equals(deposit.amount());
    }
}
