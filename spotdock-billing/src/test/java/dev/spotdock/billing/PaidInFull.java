package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.History.Told;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;

/**
 * What a history in which money never ends comes to, whatever the order and number of its
 * deliveries: each attempt is charged its exact run time, rounded down once, within what its bid's
 * budget has left; a free one nothing.
 */
final class PaidInFull {

    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000);

    private final History history;
    private final Map<AllocationId, StartMeter> starts = new HashMap<>();
    private final Map<AllocationId, Instant> stops = new HashMap<>();
    private final Set<AllocationId> free = new HashSet<>();
    private final Map<String, Deposit> deposits = new HashMap<>();

    PaidInFull(History history) {
        this.history = history;
        for (History.Step step : history.steps()) {
            if (step instanceof Told told) {
                switch (told.command()) {
                    case StartMeter start -> starts.put(start.allocationId(), start);
                    case StopMeter stop -> stops.put(stop.allocationId(), stop.endedAt());
                    case RefundAttempt refund -> free.add(refund.allocationId());
                    case Deposit deposit -> deposits.put(deposit.reference(), deposit);
                    default -> {}
                }
            }
        }
    }

    void isWhat(BillingWorld world) {
        Map<AccountId, Long> left = new HashMap<>();
        deposits.values()
                .forEach(deposit ->
                        left.merge(deposit.accountId(), deposit.amount().micros(), Long::sum));
        Map<BidId, Long> ofBids = new HashMap<>();
        Map<AllocationId, Long> charges = new HashMap<>();
        List<StartMeter> inOrder = new ArrayList<>(starts.values());
        inOrder.sort(Comparator.comparing(StartMeter::startedAt));
        for (StartMeter start : inOrder) {
            long charge = charge(start, ofBids.getOrDefault(start.bidId(), 0L));
            charges.put(start.allocationId(), charge);
            ofBids.merge(start.bidId(), charge, Long::sum);
            left.merge(start.accountId(), -charge, Long::sum);
        }
        Map<AllocationId, Long> charged = new HashMap<>();
        world.<ListCharges.Charge>list(new ListCharges(List.copyOf(ofBids.keySet())))
                .forEach(charge -> charged.put(charge.allocationId(), charge.charged().micros()));
        assertThat(charged).isEqualTo(charges);
        left.forEach((account, micros) -> {
            WalletDetails wallet = world.wallet(account);
            assertThat(wallet.balance()).isEqualTo(Money.ofMicros(micros));
            assertThat(wallet.held()).isEqualTo(Money.ZERO);
            assertThat(wallet.burnRatePerHourMicros()).isZero();
        });
    }

    private long charge(StartMeter start, long ofBid) {
        if (free.contains(start.allocationId())) {
            return 0;
        }
        Instant end = Objects.requireNonNull(stops.get(start.allocationId()));
        long due = due(start, end);
        Money budget = start.budget();
        return budget == null ? due : Math.min(due, budget.micros() - ofBid);
    }

    private long due(StartMeter start, Instant end) {
        NavigableMap<Instant, Long> rates =
                Objects.requireNonNull(history.rates().get(start.allocationId()));
        BigInteger sum = BigInteger.ZERO;
        Instant from = start.startedAt();
        while (from.isBefore(end)) {
            Instant next = rates.higherKey(from);
            Instant to = next == null || next.isAfter(end) ? end : next;
            long rate = Objects.requireNonNull(rates.floorEntry(from)).getValue();
            BigInteger millis = BigInteger.valueOf(Duration.between(from, to).toMillis());
            sum = sum.add(BigInteger.valueOf(rate).multiply(millis));
            from = to;
        }
        return sum.divide(HOUR).longValueExact();
    }
}
