package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.charged;
import static dev.spotdock.billing.Scenario.ends;
import static dev.spotdock.billing.Scenario.entries;
import static dev.spotdock.billing.Scenario.exhausted;
import static dev.spotdock.billing.Scenario.lost;
import static dev.spotdock.billing.Scenario.run;
import static dev.spotdock.billing.Scenario.stop;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What runs costs what the market says, step by step. */
class PriceFollowingTests {

    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        world.rates().completeUntil(null);
        LedgerChecks.hold(world.jdbc());
        LedgerChecks.slicesAtMost(world.jdbc(), Duration.ofSeconds(10));
    }

    private static void costs(Run run, long fromMillis, long rate) {
        world.rates().change(run.allocation(), after(fromMillis), rate);
    }

    /** "from-to@micro-units per millisecond", oldest first, those that are not voided. */
    private static List<String> slices(Run run) {
        return world.jdbc()
                .sql(
                        """
                        select from_at, to_at, rate from billing.slice
                        where allocation_id = ? and voided_at is null order by from_at
                        """)
                .param(run.allocation().value())
                .query((row, number) ->
                        "%d-%d@%d"
                                .formatted(
                                        row.getTimestamp(1).getTime() - after(0).toEpochMilli(),
                                        row.getTimestamp(2).getTime() - after(0).toEpochMilli(),
                                        row.getLong(3) / ONE_PER_MILLI))
                .list();
    }

    @Test
    void slicesAreCutWhereThePriceChanges() {
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        costs(run, 4_000, 3 * ONE_PER_MILLI);
        world.meter(after(9_000));
        assertThat(slices(run)).containsExactly("0-4000@1");
        assertThat(world.wallet(account).burnRatePerHourMicros()).isEqualTo(3 * ONE_PER_MILLI);
        costs(run, 12_500, 2 * ONE_PER_MILLI);
        world.meter(after(20_000));
        stop(run, 21_000);
        assertThat(slices(run))
                .containsExactly(
                        "0-4000@1",
                        "4000-10000@3",
                        "10000-12500@3",
                        "12500-20000@2",
                        "20000-21000@2");
        assertThat(charged(run)).isEqualTo(4_000 + 3 * 8_500 + 2 * 8_500);
        assertThat(
                        entries(account).stream()
                                .flatMap(entry -> Stream.ofNullable(entry.slice()))
                                .map(ListEntries.Slice::ratePerHourMicros))
                .first()
                .isEqualTo(2 * ONE_PER_MILLI);
    }

    @Test
    void aChangeAtABoundaryAndOneBeforeTheStartCutNothingMore() {
        Run run = run(wallet(1_000_000), 0, ONE_PER_MILLI, null);
        costs(run, -5_000, 4 * ONE_PER_MILLI);
        costs(run, 10_000, 5 * ONE_PER_MILLI);
        world.meter(after(20_000));
        stop(run, 20_000);
        assertThat(slices(run)).containsExactly("0-10000@4", "10000-20000@5");
    }

    @Test
    void nothingIsChargedBeyondTheInstantUntilWhichPricesAreComplete() {
        Run run = run(wallet(1_000_000), 0, ONE_PER_MILLI, null);
        world.rates().completeUntil(after(14_000));
        world.meter(after(40_000));
        assertThat(slices(run)).containsExactly("0-10000@1");
        costs(run, 14_000, 2 * ONE_PER_MILLI);
        world.rates().completeUntil(null);
        world.meter(after(40_000));
        stop(run, 40_000);
        assertThat(slices(run))
                .containsExactly(
                        "0-10000@1",
                        "10000-14000@1",
                        "14000-20000@2",
                        "20000-30000@2",
                        "30000-40000@2");
    }

    @Test
    void anEndObservedAfterLaterPricesIsRefundedAcrossThem() {
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        costs(run, 5_000, 7 * ONE_PER_MILLI);
        costs(run, 12_000, 2 * ONE_PER_MILLI);
        costs(run, 14_000, 9 * ONE_PER_MILLI);
        world.meter(after(30_000));
        stop(run, 6_500);
        assertThat(slices(run)).containsExactly("0-5000@1", "5000-6500@7");
        assertThat(charged(run)).isEqualTo(5_000 + 7 * 1_500);
        assertThat(world.wallet(account).balance())
                .isEqualTo(Money.ofMicros(1_000_000 - 5_000 - 7 * 1_500));
        world.send(new RefundAttempt(run.allocation(), after(31_000)));
        assertThat(world.wallet(account).balance()).isEqualTo(Money.ofMicros(1_000_000));
    }

    @Test
    void theStopChargesAllPricesUntilTheEndWhoeverMeteredBefore() {
        Run run = run(wallet(1_000_000), 0, ONE_PER_MILLI, null);
        world.meter(after(3_000));
        costs(run, 3_500, 2 * ONE_PER_MILLI);
        costs(run, 5_000, 4 * ONE_PER_MILLI);
        costs(run, 6_000, 100 * ONE_PER_MILLI);
        stop(run, 5_500);
        assertThat(slices(run)).containsExactly("0-3500@1", "3500-5000@2", "5000-5500@4");
        assertThat(charged(run)).isEqualTo(3_500 + 2 * 1_500 + 4 * 500);
    }

    @Test
    void moneyEndsAtTheInstantThatThePricesGive() {
        AccountId account = wallet(25_000);
        Run run = run(account, 5_000, ONE_PER_MILLI, null);
        costs(run, 10_000, 2 * ONE_PER_MILLI);
        world.meter(after(10_001));
        // 20,000 are free: 10,000 until the change, then 5,000 ms, and the hold lasts 2,500 ms
        assertThat(world.wallet(account).emptyAt()).isEqualTo(after(17_500));
        world.meter(after(30_000));
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 17_500));
        stop(run, 30_000);
        assertThat(charged(run)).isEqualTo(25_000);
        assertThat(lost(run)).isEqualTo(2 * 12_500);
    }

    /** At 1 a millisecond the next look is at 10,000; at 10 the money ends long before. */
    @Test
    void aPriceThatRisesIsNoticedBeforeTheSliceEnds() {
        AccountId account = wallet(15_000);
        Run run = run(account, 5_000, ONE_PER_MILLI, null);
        world.meter(after(1_000));
        costs(run, 2_000, 10 * ONE_PER_MILLI);
        world.send(new ReconsiderWallets(List.of(account), after(2_000)));
        world.meter(after(3_299));
        assertThat(ends(run)).isEmpty();
        world.meter(after(3_300));
        // 8,000 are free at the change and last 800 ms, the hold 500 ms
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.FUNDS, 3_300));
        stop(run, 3_300);
    }

    @Test
    void aPassThatBeganBeforeTheChangeDoesNotUseUpTheLook() {
        AccountId account = wallet(15_000);
        Run run = run(account, 5_000, ONE_PER_MILLI, null);
        world.meter(after(1_000));
        costs(run, 2_000, 10 * ONE_PER_MILLI);
        world.send(new ReconsiderWallets(List.of(account), after(2_000)));
        world.rates().completeUntil(after(2_000));
        world.meter(after(2_000));
        world.rates().completeUntil(null);
        world.meter(after(3_300));
        assertThat(ends(run)).hasSize(1);
        stop(run, 3_300);
    }

    @Test
    void aWalletThatHasSeenTheChangeOrWhereNothingRunsIsLeftAlone() {
        AccountId idle = wallet(1_000);
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(12_000));
        world.send(new ReconsiderWallets(List.of(idle, account), after(9_999)));
        assertThat(nextLook(account)).isEqualTo(after(20_000));
        world.send(new ReconsiderWallets(List.of(idle, account), after(12_500)));
        assertThat(nextLook(account)).isEqualTo(after(12_501));
        assertThat(nextLook(idle)).isNull();
        stop(run, 12_500);
    }

    private static @Nullable Instant nextLook(AccountId account) {
        return world.jdbc()
                .sql("select check_at from billing.wallet where account_id = ?")
                .param(account.value())
                .query((row, number) -> {
                    Timestamp at = row.getTimestamp(1);
                    return Optional.ofNullable(at).map(Timestamp::toInstant);
                })
                .single()
                .orElse(null);
    }

    @Test
    void aBudgetIsChargedExactlyAcrossPrices() {
        AccountId account = wallet(1_000_000);
        Run run = run(account, 0, 1_234_567, Money.ofMicros(20_001));
        costs(run, 7_001, 7_654_321);
        costs(run, 9_003, 3_333_333);
        world.meter(after(60_000));
        stop(run, 60_000);
        assertThat(charged(run)).isEqualTo(20_001);
        long accruedBefore = 1_234_567L * 7_001 + 7_654_321L * 2_002;
        long end = 9_003 + Math.ceilDiv(20_001L * 3_600_000 - accruedBefore, 3_333_333L);
        assertThat(ends(run)).containsExactly(exhausted(run, account, Cause.BUDGET, end));
    }

    /** Whatever passes there are between, and wherever the process was restarted. */
    @Test
    void theSameRunCostsTheSameHoweverOftenItIsMetered() {
        for (long seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            List<Run> runs =
                    Stream.generate(() -> run(wallet(100_000_000), 0, 1_111_111, null))
                            .limit(3)
                            .toList();
            TreeSet<Long> changes = new TreeSet<>();
            random.longs(8, 0, 60_000).forEach(changes::add);
            for (long change : changes) {
                long rate = random.nextLong(50_000_000);
                runs.forEach(run -> costs(run, change, rate));
            }
            stop(runs.get(0), 59_999);
            for (long at = 0; at < 60_000; at += 1 + random.nextInt(9_000)) {
                world.meter(after(at));
                if (at > 30_000) {
                    stop(runs.get(1), 59_999);
                }
            }
            stop(runs.get(2), 59_999);
            assertThat(runs.stream().map(Scenario::charged).distinct())
                    .as("seed " + seed)
                    .hasSize(1);
        }
    }
}
