package dev.spotdock.billing;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words in which metering is told; instants are milliseconds after {@link #START}. */
final class Scenario {

    static final Instant START = Instant.parse("2026-11-10T10:00:00Z");

    /** A micro-unit per millisecond. */
    static final long ONE_PER_MILLI = 3_600_000L;

    private Scenario() {}

    /** Not a constant: whoever only wants to know the time starts no database. */
    private static BillingWorld world() {
        return BillingWorld.shared();
    }

    record Run(AllocationId allocation, BidId bid) {}

    static Run newRun(BidId bid) {
        return new Run(new AllocationId(world().id()), bid);
    }

    static AccountId wallet(long micros) {
        AccountId account = new AccountId(world().id());
        world().send(new OpenWallet(account, START));
        deposit(account, micros);
        return account;
    }

    static void deposit(AccountId account, long micros) {
        world().send(new Deposit(account, Money.ofMicros(micros), world().id().toString(), START));
    }

    static Run run(AccountId account, long hold, long rate, @Nullable Money budget) {
        Run run = newRun(new BidId(world().id()));
        if (hold > 0) {
            world().send(new HoldFunds(account, run.bid.value(), Money.ofMicros(hold)));
        }
        start(account, run, rate, budget, START);
        return run;
    }

    static void start(AccountId account, Run run, long rate, @Nullable Money budget, Instant at) {
        world().send(new StartMeter(run.allocation, run.bid, account, rate, budget, at));
    }

    static void stop(Run run, long millis) {
        world().send(new StopMeter(run.allocation, after(millis)));
    }

    static Instant after(long millis) {
        return START.plusMillis(millis);
    }

    static long charged(Run run) {
        return sum(run, "charged");
    }

    static long lost(Run run) {
        return sum(run, "lost");
    }

    static long sum(Run run, String column) {
        return world().jdbc()
                .sql("select " + column + " from billing.meter where allocation_id = ?")
                .param(run.allocation.value())
                .query(Long.class)
                .single();
    }

    static List<ListEntries.Entry> entries(AccountId account) {
        return world().list(new ListEntries(account, Long.MAX_VALUE, 1_000));
    }

    static List<MeterExhausted> ends(Run run) {
        return world().events(MeterExhausted.class).stream()
                .filter(end -> end.allocationId().equals(run.allocation))
                .toList();
    }

    static MeterExhausted exhausted(Run run, AccountId account, Cause cause, long millis) {
        return new MeterExhausted(run.allocation, run.bid, account, cause, after(millis));
    }

    static long ceilDiv(long dividend, long divisor) {
        return Math.ceilDiv(dividend, divisor);
    }
}
