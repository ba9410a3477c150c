package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.after;

import dev.spotdock.billing.History.Passed;
import dev.spotdock.billing.History.Step;
import dev.spotdock.billing.History.Told;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fixed history with every kind of charge in it: slices, a price change, the end of free money
 * and of two holds, last slices, an end observed late, a second attempt that is refunded, releases.
 * It can be lived any number of times on one database.
 */
final class ChargedLife {

    /** Where what was published is kept, in the transactions that publish it. */
    private static final String PUBLISHED =
            "create table if not exists published"
                    + " (number bigint generated always as identity, event text)";

    private static final List<String> ROWS =
            List.of(
                    "select balance, held, check_at from billing.wallet where account_id = ?",
                    """
                    select reference, amount, captured, released, state from billing.hold
                    where account_id = ? order by reference
                    """,
                    """
                    select amount, balance_after, reference from billing.deposit
                    where account_id = ? order by reference
                    """,
                    """
                    select allocation_id, metered_to, charged, lost, accrued, next_slice, ended_at,
                        exhausted_at, exhausted_cause
                    from billing.meter where account_id = ? order by allocation_id
                    """,
                    """
                    select s.* from billing.slice s
                    join billing.meter m on m.allocation_id = s.allocation_id
                    where m.account_id = ? order by s.allocation_id, slice_no
                    """,
                    """
                    select kind, amount, balance_after, at, allocation_id, slice_no
                    from billing.transfer where wallet_id = ? order by position
                    """,
                    "select event from published where event like ? order by number");

    private final long life;
    private final AccountId account;

    /**
     * @param life distinguishes this one's ids
     */
    ChargedLife(long life) {
        this.life = life;
        this.account = new AccountId(id(0));
    }

    private UUID id(long role) {
        return new UUID(1_000 + life, role);
    }

    static void keepPublished(BillingWorld world) {
        world.jdbc().sql(PUBLISHED).update();
        world.onEvent(event ->
                world.jdbc()
                        .sql("insert into published (event) values (?)")
                        .param(event.toString())
                        .update());
    }

    History history() {
        BidId one = new BidId(id(1));
        BidId two = new BidId(id(2));
        AllocationId first = new AllocationId(id(11));
        AllocationId second = new AllocationId(id(12));
        AllocationId again = new AllocationId(id(13));
        List<Step> steps = new ArrayList<>();
        told(steps, 0, new OpenWallet(account, START));
        told(steps, 0, new Deposit(account, Money.ofMicros(60_000), "first " + life, START));
        told(steps, 0, hold(one, 10_000));
        told(steps, 0, hold(two, 5_000));
        told(steps, 100, start(first, one, 0));
        told(steps, 5_200, start(second, two, 5_000));
        pass(steps, 11_000);
        pass(steps, 17_000);
        pass(steps, 24_000);
        pass(steps, 27_000);
        told(steps, 27_500, new Deposit(account, Money.ofMicros(30_000), "more " + life, START));
        told(steps, 28_000, new StopMeter(first, after(26_500)));
        told(steps, 28_000, new ReleaseHold(one.value()));
        told(steps, 29_000, new StopMeter(second, after(18_000)));
        told(steps, 29_000, new ResizeHold(account, two.value(), Money.ofMicros(4_000)));
        told(steps, 31_000, start(again, two, 30_000));
        pass(steps, 41_000);
        told(steps, 45_000, new StopMeter(again, after(44_567)));
        told(steps, 45_000, new RefundAttempt(again, after(45_000)));
        told(steps, 45_000, new ReleaseHold(two.value()));
        pass(steps, 60_000);
        var rates =
                Map.of(
                        first, rates(0, ONE_PER_MILLI, 12_000, 2 * ONE_PER_MILLI),
                        second, rates(0, ONE_PER_MILLI, 12_000, 1_234_567),
                        again, rates(30_000, 777_777, 42_000, 3 * ONE_PER_MILLI));
        return new History(rates, steps);
    }

    private HoldFunds hold(BidId bid, long micros) {
        return new HoldFunds(account, bid.value(), Money.ofMicros(micros));
    }

    private StartMeter start(AllocationId allocation, BidId bid, long millis) {
        return new StartMeter(allocation, bid, account, 0, null, after(millis));
    }

    private static NavigableMap<Instant, Long> rates(long from, long rate, long change, long then) {
        return new TreeMap<>(Map.of(after(from), rate, after(change), then));
    }

    private static void told(List<Step> steps, long millis, Command<?> command) {
        steps.add(new Told(after(millis), command));
    }

    private static void pass(List<Step> steps, long millis) {
        steps.add(new Passed(after(millis), after(millis)));
    }

    /** "6 StopMeter", "9 pass". */
    static String name(int number, Step step) {
        return number
                + " "
                + (step instanceof Told told ? told.command().getClass().getSimpleName() : "pass");
    }

    /** All that there is of it, without what tells lives apart. */
    List<String> outcome(JdbcClient jdbc) {
        List<String> outcome = new ArrayList<>();
        String own = id(0).toString().substring(0, 18);
        for (String rows : ROWS) {
            jdbc.sql(rows)
                    .param(rows.contains("published") ? "%" + own + "%" : account.value())
                    .query()
                    .listOfRows()
                    .forEach(row ->
                            outcome.add(
                                    row.toString()
                                            .replace(own, "life")
                                            .replaceAll("(first|more) " + life, "$1")));
        }
        return outcome;
    }
}
