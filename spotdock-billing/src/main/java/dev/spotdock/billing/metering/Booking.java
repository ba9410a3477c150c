package dev.spotdock.billing.metering;

import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.billing.ledger.Line;
import dev.spotdock.billing.metering.rating.Exhaustion;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.RatedSlice;
import dev.spotdock.billing.wallet.Holds;
import dev.spotdock.billing.wallet.Settlement;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what rating came to: a few set statements, however many wallets and slices. */
@Component
class Booking {

    private final Slices slices;
    private final Journal journal;
    private final Meters meters;
    private final Holds holds;
    private final Wallets wallets;
    private final Ids ids;

    Booking(Slices slices, Journal journal, Meters meters, Holds holds, Wallets wallets, Ids ids) {
        this.slices = slices;
        this.journal = journal;
        this.meters = meters;
        this.holds = holds;
        this.wallets = wallets;
        this.ids = ids;
    }

    /** Books charges of locked wallets. */
    void book(List<Charged> charges, Instant now) {
        List<RatedSlice> rated = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        List<Progress> progress = new ArrayList<>();
        Map<UUID, Long> captures = new LinkedHashMap<>();
        List<Settlement> settlements = new ArrayList<>();
        for (Charged charge : charges) {
            rated.addAll(charge.rated().slices());
            lines.addAll(lines(charge, now));
            progress.addAll(progress(charge));
            charge.rated().slices().stream()
                    .filter(slice -> slice.fromHold() > 0)
                    .forEach(s -> captures.merge(s.bidId().value(), s.fromHold(), Long::sum));
            settlements.add(settlement(charge));
        }
        slices.add(rated);
        journal.append(lines);
        meters.advance(progress);
        holds.capture(captures);
        wallets.settle(settlements);
    }

    private List<Line> lines(Charged charge, Instant now) {
        List<Line> lines = new ArrayList<>();
        UUID entryId = ids.next();
        long balance = charge.wallet().balance();
        for (RatedSlice slice : charge.rated().slices()) {
            if (slice.charged() > 0) {
                balance -= slice.charged();
                lines.add(
                        new Line(
                                entryId,
                                Line.Kind.CHARGE,
                                charge.wallet().accountId(),
                                slice.charged(),
                                balance,
                                now,
                                new Line.SliceKey(
                                        slice.bidId(), slice.allocationId(), slice.number())));
            }
        }
        return lines;
    }

    private static List<Progress> progress(Charged charge) {
        Map<AllocationId, Sums> sums = new HashMap<>();
        for (RatedSlice slice : charge.rated().slices()) {
            Sums more = new Sums(slice.charged(), slice.lost(), null);
            sums.merge(slice.allocationId(), more, Sums::plus);
        }
        for (Exhaustion exhaustion : charge.rated().exhaustions()) {
            sums.merge(exhaustion.allocationId(), new Sums(0, 0, exhaustion), Sums::plus);
        }
        List<Progress> progress = new ArrayList<>();
        for (Metered meter : charge.rated().after().meters()) {
            Sums sum = sums.get(meter.allocationId());
            if (sum != null) {
                progress.add(sum.progressOf(meter));
            }
        }
        return progress;
    }

    private static Settlement settlement(Charged charge) {
        long fromHold = charge.rated().slices().stream().mapToLong(RatedSlice::fromHold).sum();
        return new Settlement(
                charge.wallet().accountId(), -charge.amount(), -fromHold, charge.outlook());
    }

    /** What one meter's slices of a pass add up to. */
    private record Sums(long charged, long lost, @Nullable Exhaustion exhaustion) {

        Sums plus(Sums more) {
            return new Sums(
                    charged + more.charged,
                    lost + more.lost,
                    more.exhaustion == null ? exhaustion : more.exhaustion);
        }

        Progress progressOf(Metered meter) {
            return new Progress(
                    meter.allocationId(),
                    Instant.ofEpochMilli(meter.meteredTo()),
                    meter.nextSlice(),
                    meter.tariff().accrued(),
                    meter.tariff().ratePerHourMicros(),
                    charged,
                    lost,
                    exhaustion);
        }
    }
}
