package dev.spotdock.billing;

import dev.spotdock.billing.MeterExhausted.Cause;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One allocation in {@link ExactWallet}: the sums of product.md, section 6, as they stand there.
 * Exact: what is due is a multiple of 1/3,600,000 micro-unit, kept as a whole number of them.
 */
final class ExactRun {

    static final long NEVER = Long.MAX_VALUE;

    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000);

    /** A slice as {@code billing.slice} should have it. */
    record Slice(
            UUID allocation,
            int number,
            long from,
            long to,
            long rate,
            long amount,
            long charged,
            long fromHold,
            boolean voided) {

        Slice undone() {
            return new Slice(allocation, number, from, to, rate, amount, charged, fromHold, true);
        }

        @Override
        public String toString() {
            return "%s/%d %d-%d at %d: %d, charged %d, of it %d from the hold%s"
                    .formatted(
                            allocation.getLeastSignificantBits(),
                            number,
                            from,
                            to,
                            rate,
                            amount,
                            charged,
                            fromHold,
                            voided ? ", voided" : "");
        }
    }

    /** The end of its money. */
    record Ended(long at, Cause cause) {}

    final StartMeter start;
    final long startedAt;
    final List<Slice> slices = new ArrayList<>();
    private final NavigableMap<Long, Long> rates = new TreeMap<>();
    private final long sliceMillis;
    long at;
    boolean stopped;
    @Nullable Ended ended;

    ExactRun(StartMeter start, Map<Instant, Long> rates, long sliceMillis) {
        this.start = start;
        this.startedAt = start.startedAt().toEpochMilli();
        rates.forEach((from, rate) -> this.rates.put(from.toEpochMilli(), rate));
        this.sliceMillis = sliceMillis;
        this.at = startedAt;
    }

    UUID id() {
        return start.allocationId().value();
    }

    long rateAt(long instant) {
        return Objects.requireNonNull(rates.floorEntry(instant)).getValue();
    }

    /** Whether the price of what is not charged yet changes, {@code until} excluded. */
    boolean priceChanges(long until) {
        Long next = rates.ceilingKey(at);
        return !stopped && next != null && next < until;
    }

    /** {@code floor(sum(rate_i * ms_i) / 3,600,000)} since the start. */
    long due(long until) {
        BigInteger sum = BigInteger.ZERO;
        for (long from = startedAt; from < until; ) {
            Long next = rates.higherKey(from);
            long to = next == null ? until : Math.min(next, until);
            sum = sum.add(BigInteger.valueOf(rateAt(from)).multiply(BigInteger.valueOf(to - from)));
            from = to;
        }
        return sum.divide(HOUR).longValueExact();
    }

    /** What becomes due from where it stands. */
    long dueFromHere(long until) {
        return until <= at ? 0 : due(until) - due(at);
    }

    /**
     * The first instant at which it has used up that much and time costs more, or at which more
     * than that is due.
     */
    long hasNoMoreThan(long money, long until) {
        if (until < at || dueFromHere(until) < money) {
            return NEVER;
        }
        long reached = first(at, until, instant -> dueFromHere(instant) >= money);
        if (dueFromHere(reached) > money || rateAt(reached) > 0) {
            return reached;
        }
        Long next = rates.higherKey(reached);
        while (next != null && next <= until && rateAt(next) == 0) {
            next = rates.higherKey(next);
        }
        return next == null || next > until ? NEVER : next;
    }

    /** The first instant for which a condition holds that stays true once it is, until a last. */
    static long first(long from, long until, LongPredicate condition) {
        if (until < from || !condition.test(until)) {
            return NEVER;
        }
        long low = from;
        long high = until;
        while (low < high) {
            long middle = Math.floorDiv(low + high, 2);
            if (condition.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Where its next slice is cut, were there no end: price, slice length, month. */
    long nextCut() {
        Long price = rates.higherKey(at);
        long regular = startedAt;
        while (regular <= at) {
            regular += sliceMillis;
        }
        return Math.min(Math.min(price == null ? NEVER : price, regular), monthEnd(at));
    }

    private static long monthEnd(long instant) {
        ZonedDateTime day = Instant.ofEpochMilli(instant).atZone(ZoneOffset.UTC);
        return day.truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toInstant()
                .toEpochMilli();
    }

    /** Books a slice from where it stands; answers what of it nobody pays. */
    long book(long to, long fromFree, long fromHold) {
        long amount = dueFromHere(to);
        slices.add(
                new Slice(
                        id(),
                        slices.size() + 1,
                        at,
                        to,
                        rateAt(at),
                        amount,
                        fromFree + fromHold,
                        fromHold,
                        false));
        at = to;
        return amount - fromFree - fromHold;
    }

    /** Voids what reaches beyond an instant; answers what was charged for it. */
    long undoAfter(long instant) {
        long given = 0;
        @Nullable Slice cut = null;
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            if (!slice.voided && slice.to > instant) {
                slices.set(i, slice.undone());
                given += slice.charged;
                cut = slice.from < instant ? slice : cut;
            }
        }
        at = cut == null ? instant : cut.from;
        if (cut != null) {
            long charged = Math.min(dueFromHere(instant), cut.charged);
            book(instant, charged, 0);
            given -= charged;
        }
        return given;
    }

    long charged() {
        return slices.stream().filter(slice -> !slice.voided).mapToLong(Slice::charged).sum();
    }

    long lost() {
        return slices.stream()
                .filter(slice -> !slice.voided)
                .mapToLong(slice -> slice.amount - slice.charged)
                .sum();
    }
}
