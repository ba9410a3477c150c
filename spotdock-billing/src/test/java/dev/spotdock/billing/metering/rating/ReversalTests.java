package dev.spotdock.billing.metering.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReversalTests {

    private static final int SEEDS = 300;
    private static final BidId BID = new BidId(new UUID(0, 1));
    private static final AllocationId ALLOCATION = new AllocationId(new UUID(0, 2));
    private static final Boundaries TENTHS = Boundaries.every(Duration.ofMillis(100));

    private static WalletState running(List<RateStep> steps) {
        Metered meter =
                new Metered(ALLOCATION, BID, Tariff.of(BigInteger.ZERO, 0, steps), 0, 1, false);
        BidMoney money = new BidMoney(0, Long.MAX_VALUE);
        return new WalletState(Long.MAX_VALUE / 2, Map.of(BID, money), List.of(meter));
    }

    private static List<RateStep> steps(Random random) {
        List<RateStep> steps = new ArrayList<>();
        long at = 0;
        while (at < 1_000) {
            steps.add(new RateStep(at, random.nextLong(5_000_000_000L)));
            at += 1 + random.nextInt(300);
        }
        return steps;
    }

    @Test
    void anEndObservedLateCostsWhatAnEndObservedInTimeDoes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<RateStep> steps = steps(random);
            Rated all = Rating.advance(running(steps), 1_000, TENTHS, ALLOCATION);
            long endedAt = random.nextLong(1_000);
            Rated inTime = Rating.advance(running(steps), endedAt, TENTHS, ALLOCATION);
            Metered meter = all.after().meters().getFirst();
            Reversal late =
                    Reversal.of(
                            meter,
                            all.slices().stream().filter(s -> s.to() > endedAt).toList(),
                            endedAt);
            String what = "seed " + seed + ", " + steps + ", end " + endedAt;
            assertThat(late.accrued())
                    .as(what)
                    .isEqualTo(inTime.after().meters().getFirst().tariff().accrued());
            List<RatedSlice> kept = new ArrayList<>(all.slices());
            kept.removeAll(late.voided());
            late.recut().ifPresent(kept::add);
            assertThat(kept)
                    .as(what)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
                    .isEqualTo(inTime.slices());
        }
    }

    @Test
    void ofAnAttemptThatIsFreeNothingIsLeft() {
        Rated all = Rating.advance(running(List.of(new RateStep(0, 7))), 250, TENTHS, ALLOCATION);
        Reversal free = Reversal.ofAll(all.slices());
        assertThat(free.voided()).hasSize(3);
        assertThat(free.recut()).isEmpty();
        assertThat(free.accrued()).isZero();
    }
}
