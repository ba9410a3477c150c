package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.ExactRun.Slice;
import dev.spotdock.billing.History.Passed;
import dev.spotdock.billing.History.Restarted;
import dev.spotdock.billing.History.Step;
import dev.spotdock.billing.History.Told;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Histories that are made up, told to the module on a real PostgreSQL and to an exact account that
 * shares no code with it: every wallet, meter, slice and end of money must be the same. A failure
 * names the seed and lists the history.
 */
class HistoryTests {

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);

    /** For each of the two tests; a soak run takes 5,200 in all. */
    private static final int SEEDS = EFFORT == 1 ? 75 : 130 * EFFORT;

    /** One after the other on a database, so that checking all of it stays cheap. */
    private static final int SEEDS_PER_WORLD = 25;

    /** Some short, so that short histories have many; as settings. */
    private static final List<String> SLICES = List.of("10s", "1s", "3s", "700ms");

    @Test
    void whateverTheOrderOfArrivalEverythingThatRanIsChargedExactly() {
        run(true);
    }

    @Test
    void scarceMoneyIsSpentInTheOrderOfTimeAndEndsToTheMillisecond() {
        int ends = run(false);
        assertThat(ends).as("the generator reaches ends of money").isGreaterThan(SEEDS);
    }

    private static int run(boolean plenty) {
        int ends = 0;
        for (long first = 0; first < SEEDS; first += SEEDS_PER_WORLD) {
            int round = (int) (first / SEEDS_PER_WORLD);
            String slice = SLICES.get(round % SLICES.size());
            Map<String, Object> settings =
                    Map.of(
                            "spotdock.billing.slice",
                            slice,
                            "spotdock.billing.catch-up-slices",
                            7 + round % 3);
            try (BillingWorld world = BillingWorld.fresh(settings, 3)) {
                world.rates().forgetWhatIsToCome();
                long end = Math.min(SEEDS, first + SEEDS_PER_WORLD);
                ends +=
                        LongStream.range(first, end)
                                .mapToInt(seed -> one(world, seed, plenty, slice))
                                .sum();
            }
        }
        return ends;
    }

    /** Answers how many ends of money there were. */
    private static int one(BillingWorld world, long seed, boolean plenty, String slice) {
        History history = Histories.of(seed, plenty);
        long sliceMillis = Duration.parse("PT" + slice.replace("700ms", "0.7s")).toMillis();
        ExactAccounts expected = new ExactAccounts(history, sliceMillis);
        try {
            history.isPlanned(world);
            for (Step step : history.steps()) {
                take(world, expected, step);
            }
            compare(world, expected);
            if (plenty) {
                new PaidInFull(history).isWhat(world);
            }
            LedgerChecks.hold(world.jdbc());
            LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofMillis(sliceMillis));
            return expected.ends().size();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d, %s money, slices of %s:%s"
                            .formatted(seed, plenty ? "plenty of" : "scarce", slice, history),
                    e);
        }
    }

    private static void take(BillingWorld world, ExactAccounts expected, Step step) {
        if (step instanceof Told told && !expected.isDue(told.command())) {
            return;
        }
        switch (step) {
            case Restarted _ -> step.reaches(world);
            case Passed pass -> {
                passes(world, pass, expected.pricesChange(pass.completeUntil()));
                expected.passed(pass.completeUntil());
                compareEnds(world, expected); // noticed by this pass, not by a later one
            }
            case Told told -> {
                Object answer = told.reaches(world);
                Object asExpected = expected.told(told.command());
                if (asExpected != null) {
                    assertThat(answer).as("%s", told).isEqualTo(asExpected);
                }
            }
        }
    }

    /**
     * Twice where prices change: a look brings a meter only so many slices further and knows no
     * price beyond them; of one that changes within the slice after them it learns with the next.
     */
    private static void passes(BillingWorld world, Passed pass, List<AccountId> repriced) {
        noticePrices(world, repriced);
        pass.reaches(world);
        if (!repriced.isEmpty()) {
            noticePrices(world, repriced);
            pass.reaches(world);
        }
    }

    private static void compare(BillingWorld world, ExactAccounts expected) {
        for (ExactWallet wallet : expected.wallets()) {
            WalletDetails details = world.wallet(wallet.account);
            assertThat(details.balance().micros()).as("balance").isEqualTo(wallet.balance());
            assertThat(details.held().micros()).as("held").isEqualTo(wallet.held());
            assertThat(meters(world, wallet.account))
                    .isEqualTo(wallet.runs.values().stream().map(HistoryTests::expected).toList());
            assertThat(slices(world, wallet.account))
                    .isEqualTo(
                            wallet.runs.values().stream()
                                    .flatMap(run -> run.slices.stream())
                                    .toList());
        }
        compareEnds(world, expected);
    }

    private static void compareEnds(BillingWorld world, ExactAccounts expected) {
        for (ExactWallet wallet : expected.wallets()) {
            assertThat(ends(world, wallet)).containsExactlyInAnyOrderElementsOf(wallet.ends);
        }
    }

    /**
     * A price that changes is noticed with the wallet's next slice (ADR 10), which until then may
     * have more free money to hold than it will turn out to have had. Here it is noticed with the
     * next pass, so that what is refused meanwhile can be foretold; also where passes and starts
     * are late, and the price of then has been known for long.
     */
    private static void noticePrices(BillingWorld world, List<AccountId> accounts) {
        if (!accounts.isEmpty()) {
            world.jdbc()
                    .sql(
                            """
                            update billing.wallet set check_at = 'epoch'
                            where account_id in (:accounts) and check_at is not null
                            """)
                    .param("accounts", accounts.stream().map(AccountId::value).toList())
                    .update();
        }
    }

    private static List<MeterExhausted> ends(BillingWorld world, ExactWallet wallet) {
        return world.events(MeterExhausted.class).stream()
                .filter(event -> event.accountId().equals(wallet.account))
                .toList();
    }

    /** A meter's row. */
    private record Meter(
            AllocationId id, long to, boolean ended, long charged, long lost, String exhausted) {}

    private static Meter expected(ExactRun run) {
        return new Meter(
                run.start.allocationId(),
                run.at,
                run.stopped,
                run.charged(),
                run.lost(),
                run.ended == null ? "" : run.ended.cause() + " " + run.ended.at());
    }

    private static List<Meter> meters(BillingWorld world, AccountId account) {
        return world.jdbc()
                .sql(
                        """
                        select allocation_id, round(extract(epoch from metered_to) * 1000)::bigint,
                            ended_at is not null, charged, lost,
                            coalesce(exhausted_cause || ' '
                                || round(extract(epoch from exhausted_at) * 1000)::bigint, '')
                        from billing.meter where account_id = ? order by allocation_id
                        """)
                .param(account.value())
                .query((row, number) ->
                        new Meter(
                                AllocationId.of(row.getString(1)),
                                row.getLong(2),
                                row.getBoolean(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getString(6)))
                .list();
    }

    private static List<Slice> slices(BillingWorld world, AccountId account) {
        return world.jdbc()
                .sql(
                        """
                        select s.allocation_id, slice_no,
                            round(extract(epoch from from_at) * 1000)::bigint,
                            round(extract(epoch from to_at) * 1000)::bigint,
                            s.rate, amount, s.charged, from_hold, voided_at is not null
                        from billing.slice s
                        join billing.meter m on m.allocation_id = s.allocation_id
                        where account_id = ? order by s.allocation_id, slice_no
                        """)
                .param(account.value())
                .query((row, number) ->
                        new Slice(
                                AllocationId.of(row.getString(1)).value(),
                                row.getInt(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getLong(8),
                                row.getBoolean(9)))
                .list();
    }
}
