package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What many threads do with a few wallets. What concerns one bid happens one after the other, as
 * the saga sees to; everything else at the same time, at a time that goes forward more or less.
 */
final class Bustle {

    /** So that passes stay short. */
    private static final int BIDS_AT_MOST = 80;

    private final BillingWorld world;
    private final List<AccountId> accounts;
    private final AtomicLong millis = new AtomicLong();
    private final AtomicInteger alive = new AtomicInteger();
    private final ConcurrentLinkedDeque<Bid> bids = new ConcurrentLinkedDeque<>();

    /** Holds that are released, or are just being. */
    private final ConcurrentLinkedDeque<UUID> leaving = new ConcurrentLinkedDeque<>();

    private final Map<String, Money> deposits = new ConcurrentHashMap<>();

    /** A bid in nobody's hands, or in one thread's. */
    private static final class Bid {
        final AccountId account;
        final BidId id;
        final @Nullable Money budget;
        boolean funded = true;
        @Nullable StartMeter running;
        @Nullable AllocationId ended;

        Bid(AccountId account, BidId id, @Nullable Money budget) {
            this.account = account;
            this.id = id;
            this.budget = budget;
        }
    }

    private final int referencesPerWallet;

    /**
     * @param referencesPerWallet how many deposits there can be; the others are repetitions
     */
    Bustle(BillingWorld world, List<AccountId> accounts, int referencesPerWallet) {
        this.world = world;
        this.referencesPerWallet = referencesPerWallet;
        this.accounts = accounts;
        accounts.forEach(account -> world.send(new OpenWallet(account, Scenario.START)));
        accounts.forEach(account -> deposit(account, "first of " + account, 40_000));
    }

    /** The sum of all references. */
    Money deposited() {
        return deposits.values().stream().reduce(Money.ZERO, Money::plus);
    }

    /** One operation. */
    int one(Random random) {
        long now = millis.addAndGet(random.nextLong(60));
        AccountId account = accounts.get(random.nextInt(accounts.size()));
        switch (random.nextInt(12)) {
            case 0 -> deposit(random, account);
            case 1 -> world.send(new OpenWallet(account, Scenario.after(now)));
            case 2, 3 -> open(random);
            case 4 -> world.meter(Scenario.after(now - random.nextLong(200)));
            case 5 -> ask(account);
            default -> goOn(random, now);
        }
        return 1;
    }

    private void ask(AccountId account) {
        world.wallet(account);
        world.list(new ListEntries(account, Long.MAX_VALUE, 20));
    }

    private void deposit(Random random, AccountId account) {
        String reference = "%s %d".formatted(account, random.nextInt(referencesPerWallet));
        deposit(account, reference, 1 + reference.hashCode() % 4_000 + 4_000);
    }

    private void deposit(AccountId account, String reference, long micros) {
        Money amount = Money.ofMicros(micros);
        if (world.send(new Deposit(account, amount, reference, Scenario.START))
                instanceof Outcome.Done) {
            deposits.put(reference, amount);
        }
    }

    /** One bid or a few, of several wallets, held in one transaction. */
    private void open(Random random) {
        if (alive.get() >= BIDS_AT_MOST) {
            return;
        }
        List<Bid> opened = new ArrayList<>();
        for (int count = random.nextBoolean() ? 1 : 1 + random.nextInt(4); count > 0; count--) {
            AccountId account = accounts.get(random.nextInt(accounts.size()));
            Money budget =
                    random.nextInt(3) == 0 ? Money.ofMicros(1 + random.nextLong(9_000)) : null;
            opened.add(new Bid(account, new BidId(world.id()), budget));
        }
        List<HoldFunds> holds =
                opened.stream()
                        .map(bid -> new HoldFunds(bid.account, bid.id.value(), hold(random)))
                        .toList();
        var outcomes =
                switch (holds.size()) {
                    case 1 -> List.of(world.send(holds.getFirst()));
                    case 2 -> world.send(new HoldFundsBatch(holds));
                    default -> together(holds);
                };
        for (int i = 0; i < opened.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Done) {
                alive.incrementAndGet();
                bids.add(opened.get(i));
            }
        }
    }

    private List<@Nullable Object> together(List<? extends WalletCommand<?>> commands) {
        List<CommandGroup.Answer> answers = world.send(new WalletBatch(List.copyOf(commands)));
        List<@Nullable Object> outcomes = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            outcomes.add(
                    answers.get(i) instanceof CommandGroup.Answer.Handled(var outcome)
                            ? outcome
                            : world.send(commands.get(i)));
        }
        return outcomes;
    }

    private static Money hold(Random random) {
        return Money.ofMicros(1 + random.nextLong(6_000));
    }

    /** Takes a bid, does what comes next with it, and puts it back unless it is final. */
    private void goOn(Random random, long now) {
        Bid bid = bids.poll();
        if (bid == null) {
            return;
        }
        UUID left = random.nextInt(4) == 0 ? leaving.poll() : null;
        if (left != null) {
            world.send(new ReleaseHold(left)); // again, maybe while the first one is under way
        }
        int times = random.nextInt(4) == 0 ? 2 : 1;
        boolean isFinal = bid.ended != null && random.nextInt(3) == 0;
        if (bid.running == null && (isFinal || !bid.funded)) {
            leaving.add(bid.id.value());
            repeat(times, () -> world.send(new ReleaseHold(bid.id.value())));
            alive.decrementAndGet();
            return;
        }
        if (random.nextInt(4) == 0) {
            ResizeHold resize = new ResizeHold(bid.account, bid.id.value(), hold(random));
            bid.funded = world.send(resize) instanceof Outcome.Done;
        } else if (bid.running != null) {
            stop(random, bid, now, times);
        } else if (bid.ended != null && random.nextInt(3) == 0) {
            RefundAttempt refund = new RefundAttempt(bid.ended, Scenario.after(now));
            repeat(times, () -> world.send(refund));
        } else if (bid.funded) {
            start(random, bid, now, times);
        }
        bids.add(bid);
    }

    private void start(Random random, Bid bid, long now, int times) {
        AllocationId allocation = new AllocationId(world.id());
        NavigableMap<Instant, Long> rates = new TreeMap<>();
        long from = now;
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            rates.put(Scenario.after(from), random.nextLong(9_000_000));
            from += 1 + random.nextLong(15_000);
        }
        world.rates().plan(allocation, rates);
        StartMeter start =
                new StartMeter(allocation, bid.id, bid.account, 0, bid.budget, Scenario.after(now));
        repeat(times, () -> world.send(start));
        bid.running = start;
    }

    /** Now, or a while ago. */
    private void stop(Random random, Bid bid, long now, int times) {
        StartMeter running = bid.running;
        if (running == null) {
            return;
        }
        long ago = random.nextInt(3) == 0 ? random.nextLong(30_000) : 0;
        StopMeter stop = new StopMeter(running.allocationId(), Scenario.after(now - ago));
        repeat(times, () -> world.send(stop));
        bid.ended = running.allocationId();
        bid.running = null;
    }

    private static void repeat(int times, Runnable delivery) {
        for (int i = 0; i < times; i++) {
            delivery.run();
        }
    }

    /** Stops and releases everything. */
    void end() {
        long end = millis.addAndGet(60_000);
        for (Bid bid : bids) {
            stop(new Random(0), bid, end, 1);
            UUID reference = bid.id.value();
            world.send(new ReleaseHold(reference));
        }
        world.meter(Scenario.after(end));
    }
}
