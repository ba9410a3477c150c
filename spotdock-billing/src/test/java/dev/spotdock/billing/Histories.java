package dev.spotdock.billing;

import dev.spotdock.billing.History.Passed;
import dev.spotdock.billing.History.Restarted;
import dev.spotdock.billing.History.Step;
import dev.spotdock.billing.History.Told;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories. What concerns one bid arrives in its order, as the saga sees to (a start
 * before its stop, that before the next attempt), late now and then; between bids anything may
 * overtake anything. Commands come twice, at once or later. SpotDock is down for a while, and what
 * happened meanwhile arrives afterwards, before the first pass or after it.
 */
final class Histories {

    /** Some histories run across a month's end. */
    private static final Instant MONTHS_END = Instant.parse("2026-11-30T23:59:50Z");

    private final Random random;
    private final long seed;
    private final boolean plenty;

    /** Prices never change. */
    private final boolean steady;

    private final long begin;
    private final Map<AllocationId, NavigableMap<Instant, Long>> rates = new HashMap<>();

    /** Everything that happens, in lists that keep their order. */
    private final List<List<Arrival>> chains = new ArrayList<>();

    private int ids;
    private long last;

    /** A command and when it arrives, milliseconds since the epoch. */
    private record Arrival(long at, @Nullable Command<?> command) {}

    private Histories(long seed, boolean plenty) {
        this.random = new Random(seed * 2 + (plenty ? 1 : 0));
        this.seed = seed;
        this.plenty = plenty;
        this.steady = random.nextInt(4) == 0;
        this.begin = (random.nextInt(3) == 0 ? MONTHS_END : Scenario.START).toEpochMilli();
        this.last = begin;
    }

    /**
     * @param plenty nobody's money ends, and anything may arrive long after it happened
     */
    static History of(long seed, boolean plenty) {
        Histories making = new Histories(seed, plenty);
        int wallets = 1 + making.random.nextInt(2);
        for (int i = 0; i < wallets; i++) {
            making.wallet();
        }
        List<Step> steps =
                plenty && making.random.nextBoolean() ? making.afterwards() : making.inTime();
        making.repeat(steps);
        if (making.random.nextInt(25) == 0) {
            steps.add(making.random.nextInt(steps.size()), new Restarted());
        }
        return new History(making.rates, List.copyOf(steps));
    }

    private UUID id() {
        return new UUID(2 + seed * 2 + (plenty ? 1 : 0), ++ids);
    }

    private long upTo(long bound) {
        return random.nextLong(bound + 1);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private void wallet() {
        AccountId account = new AccountId(id());
        List<Arrival> wallet = new ArrayList<>();
        wallet.add(new Arrival(begin, new OpenWallet(account, at(begin))));
        wallet.add(deposit(account, begin, plenty ? 1_000_000_000_000L : 1 + upTo(60_000)));
        for (int deposits = random.nextInt(4); deposits > 0; deposits--) {
            wallet.add(deposit(account, begin + upTo(60_000), 1 + upTo(15_000)));
        }
        wallet.sort(Comparator.comparingLong(Arrival::at));
        chains.add(wallet);
        for (int bids = 1 + random.nextInt(3); bids > 0; bids--) {
            chains.add(bid(account));
        }
    }

    private Arrival deposit(AccountId account, long at, long micros) {
        String reference = id().toString();
        return new Arrival(at, new Deposit(account, Money.ofMicros(micros), reference, at(at)));
    }

    private List<Arrival> bid(AccountId account) {
        List<Arrival> bid = new ArrayList<>();
        BidId bidId = new BidId(id());
        Money budget = oneIn(3) ? Money.ofMicros(upTo(30_000)) : null;
        long now = begin + 1 + upTo(15_000);
        bid.add(new Arrival(now, new HoldFunds(account, bidId.value(), hold())));
        for (int attempts = 1 + random.nextInt(3); attempts > 0; attempts--) {
            now = attempt(bid, account, bidId, budget, now);
            if (oneIn(3)) {
                bid.add(new Arrival(now, new ResizeHold(account, bidId.value(), hold())));
            }
        }
        if (bid.getLast().command() instanceof RefundAttempt refund && oneIn(2)) {
            bid.removeLast();
            bid.add(new Arrival(now, new ReleaseHold(bidId.value())));
            bid.add(new Arrival(now, refund));
        } else {
            bid.add(new Arrival(now + upTo(500), new ReleaseHold(bidId.value())));
        }
        last = Math.max(last, now + 500);
        return bid;
    }

    private Money hold() {
        return Money.ofMicros(1 + upTo(oneIn(4) ? 20 : 12_000));
    }

    /** From a start to what comes after its end; answers when that arrived. */
    private long attempt(
            List<Arrival> bid, AccountId account, BidId bidId, @Nullable Money budget, long from) {
        AllocationId allocation = new AllocationId(id());
        long startedAt = from + upTo(1_500);
        long endedAt = startedAt + (oneIn(8) ? upTo(2) : upTo(20_000));
        plan(allocation, startedAt);
        long now = startedAt + delay();
        bid.add(
                new Arrival(
                        now,
                        new StartMeter(
                                allocation, bidId, account, upTo(99), budget, at(startedAt))));
        if (oneIn(4)) {
            now = Math.max(now, startedAt + upTo(endedAt - startedAt));
            bid.add(new Arrival(now, new ResizeHold(account, bidId.value(), hold())));
        }
        now = Math.max(now, endedAt) + delay();
        long told = oneIn(20) ? startedAt - upTo(100) : endedAt;
        bid.add(new Arrival(now, new StopMeter(allocation, at(told))));
        if (oneIn(4)) {
            now += delay();
            bid.add(new Arrival(now, new RefundAttempt(allocation, at(now))));
        }
        return now;
    }

    /** How long it takes until billing is told. */
    private long delay() {
        return oneIn(5) ? upTo(12_000) : upTo(300);
    }

    private void plan(AllocationId allocation, long startedAt) {
        NavigableMap<Instant, Long> plan = new TreeMap<>();
        long from = startedAt - upTo(50);
        for (int changes = steady || oneIn(3) ? 1 : 1 + random.nextInt(7); changes > 0; changes--) {
            plan.put(at(from), rate());
            from = Math.max(startedAt, from) + upTo(oneIn(3) ? 3 : 7_000);
        }
        rates.put(allocation, plan);
    }

    private long rate() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> upTo(5_000);
            case 2 -> upTo(200_000_000);
            default -> upTo(9_000_000);
        };
    }

    /** Nothing reaches billing before everything is over, and then in any order. */
    private List<Step> afterwards() {
        long end = last + 13_000;
        List<List<Arrival>> left = new ArrayList<>(chains.stream().map(ArrayList::new).toList());
        List<Step> steps = new ArrayList<>();
        for (List<Arrival> chain : left) {
            if (chain.getFirst().command() instanceof OpenWallet) { // nobody runs without money
                steps.add(told(chain.removeFirst(), end));
                steps.add(told(chain.removeFirst(), end));
            }
        }
        left.removeIf(List::isEmpty);
        while (!left.isEmpty()) {
            List<Arrival> chain = left.get(random.nextInt(left.size()));
            steps.add(told(chain.removeFirst(), end));
            left.removeIf(List::isEmpty);
            if (oneIn(4)) {
                steps.add(pass(begin + upTo(end - begin)));
            }
        }
        steps.add(pass(end));
        return steps;
    }

    private static Step told(Arrival arrival, long now) {
        Command<?> command = arrival.command();
        return command == null
                ? new Passed(at(now), at(now))
                : new Told(at(Math.max(now, arrival.at())), command);
    }

    private Passed pass(long now) {
        return new Passed(at(now), at(oneIn(3) ? Math.max(begin, now - upTo(5_000)) : now));
    }

    /** What happens arrives when it does, except while SpotDock is down. */
    private List<Step> inTime() {
        boolean goesDown = oneIn(3);
        long down = goesDown ? begin + upTo(last - begin) : last + 1;
        long up = down + (goesDown ? upTo(60_000) : 0);
        List<Arrival> arrivals = new ArrayList<>();
        chains.add(passes(down, up));
        Collections.shuffle(chains, random);
        for (List<Arrival> chain : chains) {
            for (Arrival arrival : chain) {
                boolean waits = arrival.at() >= down && arrival.at() < up;
                arrivals.add(waits ? new Arrival(up, arrival.command()) : arrival);
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        List<Step> steps = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival.command() != null) {
                steps.add(told(arrival, arrival.at()));
            } else {
                steps.add(pass(oneIn(10) ? arrival.at() - upTo(4_000) : arrival.at()));
            }
        }
        steps.add(pass(Math.max(last, up) + 13_000));
        return steps;
    }

    /** At irregular times; none while it is down, one soon after it is up. */
    private List<Arrival> passes(long down, long up) {
        List<Arrival> passes = new ArrayList<>();
        for (long at = begin; at < last; at += 10 + upTo(oneIn(3) ? 200 : 9_000)) {
            if (at < down || at >= up) {
                passes.add(new Arrival(at, null));
            }
        }
        passes.add(new Arrival(up, null));
        passes.sort(Comparator.comparingLong(Arrival::at));
        return passes;
    }

    /** Delivers some commands again: at once, or any time later. */
    private void repeat(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i) instanceof Told told && oneIn(5)) {
                boolean atOnce = told.command() instanceof ResizeHold || oneIn(2);
                int later = i + 1 + (atOnce ? 0 : random.nextInt(steps.size() - i));
                steps.add(later, new Told(timeAt(steps, later - 1), told.command()));
            }
        }
    }

    private static Instant timeAt(List<Step> steps, int index) {
        return switch (steps.get(index)) {
            case Told told -> told.now();
            case Passed pass -> pass.now();
            case Restarted _ -> Instant.EPOCH;
        };
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
