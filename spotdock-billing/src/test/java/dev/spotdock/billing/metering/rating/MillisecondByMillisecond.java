package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AllocationId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The money rules told in the plainest way, as an oracle: in every millisecond, in the order of
 * their ids, allocations pay what became due, and whoever has nothing left for what costs more, or
 * could not pay, has ended then.
 */
final class MillisecondByMillisecond {

    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000);

    /** What became of one allocation. */
    static final class Account {
        private final Metered meter;
        private final NavigableMap<Long, Long> rates = new TreeMap<>();
        private BigInteger accrued = BigInteger.ZERO;
        long hold;
        long budgetLeft;
        long charged;
        long lost;
        long endedAt = -1;
        Cause cause = Cause.FUNDS;

        private boolean hasJustLost;

        Account(Metered meter, List<RateStep> steps, BidMoney money) {
            this.meter = meter;
            steps.forEach(step -> rates.put(step.from(), step.ratePerHourMicros()));
            this.hold = money.held();
            this.budgetLeft = money.budgetLeft();
        }

        /** What becomes due in the millisecond that ends at an instant. */
        private long becomesDue(long at) {
            BigInteger before = accrued;
            accrued = accrued.add(BigInteger.valueOf(rateAt(at - 1)));
            return accrued.divide(HOUR).subtract(before.divide(HOUR)).longValueExact();
        }

        long rateAt(long at) {
            return Objects.requireNonNull(rates.floorEntry(at)).getValue();
        }
    }

    final Map<AllocationId, Account> accounts = new HashMap<>();
    private final List<Account> inOrder = new ArrayList<>();
    long free;

    MillisecondByMillisecond(WalletState state, Map<AllocationId, List<RateStep>> steps) {
        free = state.free();
        for (Metered meter : state.meters()) {
            Account account =
                    new Account(
                            meter,
                            Objects.requireNonNull(steps.get(meter.allocationId())),
                            BidMoney.of(meter, state.bids()));
            accounts.put(meter.allocationId(), account);
            inOrder.add(account);
        }
        inOrder.sort(Comparator.comparing(account -> account.meter.allocationId().value()));
    }

    void run(long from, long to) {
        for (long at = from; at <= to; at++) {
            for (Account account : inOrder) {
                if (at > account.meter.startedAt()) {
                    pay(account, account.becomesDue(at));
                }
            }
            for (Account account : inOrder) {
                if (at >= account.meter.startedAt()) {
                    end(account, at);
                }
            }
        }
    }

    private void pay(Account account, long due) {
        long payable = account.endedAt >= 0 ? 0 : Math.min(due, account.budgetLeft);
        long fromFree = Math.min(payable, free);
        long fromHold = Math.min(payable - fromFree, account.hold);
        free -= fromFree;
        account.hold -= fromHold;
        account.charged += fromFree + fromHold;
        account.lost += due - fromFree - fromHold;
        account.hasJustLost = due > fromFree + fromHold;
        if (account.budgetLeft != Long.MAX_VALUE) {
            account.budgetLeft -= fromFree + fromHold;
        }
    }

    private void end(Account account, long at) {
        boolean broke = free == 0 && account.hold == 0;
        if (account.endedAt < 0
                && (account.rateAt(at) > 0 || account.hasJustLost)
                && (broke || account.budgetLeft == 0)) {
            account.endedAt = at;
            account.cause = account.budgetLeft == 0 ? Cause.BUDGET : Cause.FUNDS;
        }
    }
}
