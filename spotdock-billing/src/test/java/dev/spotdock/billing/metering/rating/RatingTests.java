package dev.spotdock.billing.metering.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.metering.rating.MillisecondByMillisecond.Account;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatingTests {

    private static final int SEEDS = 400 * Integer.getInteger("spotdock.test.effort", 1);

    /** Five seconds before a month's end, so that its cut lies within the runs. */
    private static final long START = Instant.parse("2026-11-30T23:59:58Z").toEpochMilli();

    private static final long LENGTH = 5_000;

    /** A wallet with all its meters' rates over the whole run. */
    private record Run(WalletState state, Map<AllocationId, List<RateStep>> steps) {

        MillisecondByMillisecond account() {
            MillisecondByMillisecond account = new MillisecondByMillisecond(state, steps);
            account.run(START, START + LENGTH);
            return account;
        }
    }

    @Test
    void anyCuttingIntoPassesAndSlicesEqualsTheMillisecondByMillisecondAccount() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Run run = wallet(random);
            Boundaries boundaries = Boundaries.every(Duration.ofMillis(1 + random.nextInt(2_000)));
            compare("seed " + seed, passes(run, boundaries, random), run.account());
        }
    }

    /** Passes at random instants, some of them twice; at the end every meter is stopped. */
    private static Totals passes(Run run, Boundaries boundaries, Random random) {
        Totals totals = new Totals(run);
        while (random.nextInt(8) > 0) {
            totals.advance(START + random.nextLong(LENGTH), boundaries, null);
        }
        for (Metered meter : run.state.meters()) {
            totals.advance(START + LENGTH, boundaries, meter.allocationId());
        }
        return totals;
    }

    /** Each pass believes that the rate it knows last goes on; so does the next one. */
    @Test
    void ratesThatBecomeKnownOnlyWhenTheirTimeHasComeChangeNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Run run = wallet(random);
            Boundaries boundaries = Boundaries.every(Duration.ofMillis(1 + random.nextInt(2_000)));
            Totals totals = new Totals(run);
            long at = START;
            while (at < START + LENGTH) {
                totals.forgetRatesFrom(at);
                totals.advance(at, boundaries, null);
                at += 1 + random.nextLong(LENGTH / 3);
            }
            for (Metered meter : run.state.meters()) {
                totals.forgetRatesFrom(START + LENGTH);
                totals.advance(START + LENGTH, boundaries, meter.allocationId());
            }
            compare("seed " + seed, totals, run.account());
        }
    }

    private static void compare(String seed, Totals actual, MillisecondByMillisecond expected) {
        assertThat(actual.state.free()).as(seed).isEqualTo(expected.free);
        for (Metered meter : actual.state.meters()) {
            Account account = Objects.requireNonNull(expected.accounts.get(meter.allocationId()));
            String what = seed + ", " + meter;
            assertThat(actual.charged.getOrDefault(meter.allocationId(), 0L))
                    .as(what)
                    .isEqualTo(account.charged);
            assertThat(actual.lost.getOrDefault(meter.allocationId(), 0L))
                    .as(what)
                    .isEqualTo(account.lost);
            assertThat(BidMoney.of(meter, actual.state.bids()).held())
                    .as(what)
                    .isEqualTo(account.hold);
            Exhaustion end = actual.ends.get(meter.allocationId());
            assertThat(end == null ? -1 : end.at()).as(what).isEqualTo(account.endedAt);
            if (end != null) {
                assertThat(end.cause()).as(what).isEqualTo(account.cause);
            }
        }
    }

    @Test
    void theForecastIsWhereTheFirstMoneyEnds() {
        int ends = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Run run = wallet(random);
            MillisecondByMillisecond account = run.account();
            long first =
                    account.accounts.values().stream()
                            .filter(a -> a.endedAt >= 0 && a.budgetLeft > 0)
                            .mapToLong(a -> a.endedAt)
                            .min()
                            .orElse(Long.MAX_VALUE);
            long firstOfAny =
                    account.accounts.values().stream()
                            .filter(a -> a.endedAt >= 0)
                            .mapToLong(a -> a.endedAt)
                            .min()
                            .orElse(Long.MAX_VALUE);
            Ends forecast = Rating.ends(run.state);
            assertThat(within(forecast.empty())).as("seed " + seed).isEqualTo(first);
            assertThat(within(forecast.first())).as("seed " + seed).isEqualTo(firstOfAny);
            ends += first < Long.MAX_VALUE ? 1 : 0;
        }
        assertThat(ends).as("the generator reaches ends of money").isGreaterThan(SEEDS / 10);
    }

    private static long within(@Nullable Instant end) {
        return end == null || end.toEpochMilli() > START + LENGTH
                ? Long.MAX_VALUE
                : end.toEpochMilli();
    }

    @Test
    void theNextLookIsNeverAfterAnEndOfMoney() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Boundaries boundaries = Boundaries.every(Duration.ofMillis(700));
            Totals totals = new Totals(wallet(new Random(seed)));
            for (int looks = 0; looks < 100; looks++) {
                long next =
                        Rating.nextLook(totals.state, boundaries, Rating.ends(totals.state))
                                .orElseThrow();
                totals.advance(next, boundaries, null);
                totals.endsOfThisAdvance.forEach(
                        end -> assertThat(end.at()).as("late").isEqualTo(next));
            }
        }
    }

    @Test
    void hugeRatesAndBalancesDoNotOverflow() {
        Metered fast = meter(1, 1, List.of(new RateStep(START, Long.MAX_VALUE / 4)), START);
        Metered slow = meter(2, 2, List.of(new RateStep(START, 1)), START);
        WalletState state =
                new WalletState(
                        Long.MAX_VALUE / 2,
                        Map.of(
                                fast.bidId(), new BidMoney(0, 5),
                                slow.bidId(), new BidMoney(7, Long.MAX_VALUE)),
                        List.of(fast, slow));
        assertThat(Rating.ends(state).empty()).isNull();
        Rated rated = Rating.advance(state, START + 1, Boundaries.NONE, null);
        assertThat(rated.exhaustions()).hasSize(1);
    }

    private static Run wallet(Random random) {
        List<Metered> meters = new ArrayList<>();
        Map<BidId, BidMoney> bids = new HashMap<>();
        Map<AllocationId, List<RateStep>> steps = new HashMap<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            long startedAt = START + start(random);
            List<RateStep> rates = steps(random, startedAt);
            Metered meter = meter(random.nextLong(), i, rates, startedAt);
            meters.add(meter);
            steps.put(meter.allocationId(), rates);
            long hold = random.nextInt(3) == 0 ? 0 : random.nextLong(20_000);
            long budget = random.nextInt(3) > 0 ? Long.MAX_VALUE : random.nextLong(30_000);
            bids.put(meter.bidId(), new BidMoney(hold, budget));
        }
        long free = random.nextInt(5) == 0 ? random.nextLong(10) : random.nextLong(60_000);
        return new Run(new WalletState(free, bids, meters), steps);
    }

    /** None to a few changes, some of them a millisecond apart. */
    private static List<RateStep> steps(Random random, long startedAt) {
        List<RateStep> steps = new ArrayList<>();
        long at = startedAt - random.nextInt(100);
        int count = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            steps.add(new RateStep(at, rate(random)));
            at = Math.max(startedAt, at) + 1 + random.nextLong(random.nextBoolean() ? 3 : 2_000);
        }
        return steps;
    }

    private static long start(Random random) {
        return random.nextInt(3) == 0 ? random.nextLong(LENGTH) : 0;
    }

    /** From nothing to many micro-units per millisecond. */
    private static long rate(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextLong(5_000);
            case 2 -> random.nextLong(1_000_000_000);
            default -> random.nextLong(20_000_000);
        };
    }

    private static Metered meter(long allocation, long bid, List<RateStep> steps, long startedAt) {
        return new Metered(
                new AllocationId(new UUID(allocation, 0)),
                new BidId(new UUID(0, bid)),
                Tariff.of(BigInteger.ZERO, startedAt, steps),
                startedAt,
                1,
                false);
    }

    private static final class Totals {
        private final Map<AllocationId, Long> charged = new HashMap<>();
        private final Map<AllocationId, Long> lost = new HashMap<>();
        private final Map<AllocationId, Exhaustion> ends = new HashMap<>();
        private List<Exhaustion> endsOfThisAdvance = List.of();
        private final Map<AllocationId, List<RateStep>> steps;
        private WalletState state;

        Totals(Run run) {
            this.steps = run.steps;
            this.state = run.state;
        }

        /** What is known at an instant: steps before it, and what each meter stands at. */
        void forgetRatesFrom(long at) {
            List<Metered> meters = new ArrayList<>();
            for (Metered meter : state.meters()) {
                List<RateStep> known =
                        Objects.requireNonNull(steps.get(meter.allocationId())).stream()
                                .filter(step -> step.from() <= Math.max(at - 1, meter.meteredTo()))
                                .toList();
                meters.add(meter.at(known));
            }
            state = new WalletState(state.free(), state.bids(), meters);
        }

        private void expectItsRate(RatedSlice slice) {
            List<RateStep> rates = Objects.requireNonNull(steps.get(slice.allocationId()));
            assertThat(rates)
                    .as("no rate changes within " + slice)
                    .noneMatch(step -> step.from() > slice.from() && step.from() < slice.to());
            assertThat(rates.stream().filter(step -> step.from() <= slice.from()).toList())
                    .last()
                    .extracting(RateStep::ratePerHourMicros)
                    .isEqualTo(slice.ratePerHourMicros());
        }

        void advance(long to, Boundaries boundaries, @Nullable AllocationId ending) {
            Rated rated = Rating.advance(state, to, boundaries, ending);
            for (RatedSlice slice : rated.slices()) {
                expectItsRate(slice);
                charged.merge(slice.allocationId(), slice.charged(), Long::sum);
                lost.merge(slice.allocationId(), slice.lost(), Long::sum);
            }
            for (Exhaustion end : rated.exhaustions()) {
                assertThat(ends.put(end.allocationId(), end)).as("ends once").isNull();
            }
            endsOfThisAdvance = rated.exhaustions();
            state = rated.after();
        }
    }
}
