package dev.spotdock.billing.metering;

import dev.spotdock.billing.ledger.Journal;
import dev.spotdock.billing.ledger.Line;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.RatedSlice;
import dev.spotdock.billing.metering.rating.Reversal;
import dev.spotdock.billing.wallet.Settlement;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Takes back what was charged after an end that was observed late, or for an attempt that is free
 * after all. Slices beyond it are voided, not deleted; each charge is reversed by a refund of the
 * same amount; the part that did run is charged anew ({@link Reversal}). Refunds are free money,
 * also of charges that the hold had paid.
 */
@Component
class Reversals {

    private final Slices slices;
    private final Journal journal;
    private final Meters meters;
    private final Wallets wallets;
    private final Announcements announcements;
    private final Ids ids;

    Reversals(
            Slices slices,
            Journal journal,
            Meters meters,
            Wallets wallets,
            Announcements announcements,
            Ids ids) {
        this.slices = slices;
        this.journal = journal;
        this.meters = meters;
        this.wallets = wallets;
        this.announcements = announcements;
        this.ids = ids;
    }

    /**
     * Moves a running meter of a locked wallet back.
     *
     * @param endedAt before what was metered, milliseconds since the epoch
     */
    void reverse(Wallet wallet, Metered meter, long endedAt, Instant now) {
        Instant end = Instant.ofEpochMilli(endedAt);
        Reversal reversal = Reversal.of(meter, slices.beyond(meter.allocationId(), end), endedAt);
        book(wallet, meter.allocationId(), reversal, now);
        meters.advance(List.of(progress(meter, reversal, end)));
    }

    /** Gives back all that an ended meter of a locked wallet was charged. */
    void refundAll(Wallet wallet, AllocationId allocationId, Instant now) {
        List<RatedSlice> all = slices.beyond(allocationId, Instant.EPOCH);
        book(wallet, allocationId, Reversal.ofAll(all), now);
        meters.rewind(allocationId);
    }

    private void book(Wallet wallet, AllocationId allocationId, Reversal reversal, Instant now) {
        slices.voidAll(allocationId, reversal.voided(), now);
        slices.add(reversal.recut().stream().toList());
        journal.append(lines(wallet, reversal, now));
        long refunded = -sum(reversal, RatedSlice::charged);
        wallets.settle(List.of(new Settlement(wallet.accountId(), refunded, 0, null)));
        announcements.announceRefund(wallet, allocationId, refunded, now);
    }

    private List<Line> lines(Wallet wallet, Reversal reversal, Instant now) {
        List<Line> lines = new ArrayList<>();
        UUID entryId = ids.next();
        long balance = wallet.balance();
        for (RatedSlice slice : reversal.voided()) {
            if (slice.charged() > 0) {
                balance += slice.charged();
                lines.add(line(entryId, Line.Kind.REFUND, wallet, slice, balance, now));
            }
        }
        for (RatedSlice slice : reversal.recut().stream().toList()) {
            if (slice.charged() > 0) {
                balance -= slice.charged();
                lines.add(line(entryId, Line.Kind.CHARGE, wallet, slice, balance, now));
            }
        }
        return lines;
    }

    private static Line line(
            UUID entryId,
            Line.Kind kind,
            Wallet wallet,
            RatedSlice slice,
            long balance,
            Instant now) {
        Line.SliceKey key = new Line.SliceKey(slice.bidId(), slice.allocationId(), slice.number());
        return new Line(entryId, kind, wallet.accountId(), slice.charged(), balance, now, key);
    }

    private static Progress progress(Metered meter, Reversal reversal, Instant end) {
        return new Progress(
                meter.allocationId(),
                end,
                meter.nextSlice() + (reversal.recut().isPresent() ? 1 : 0),
                reversal.accrued(),
                meter.tariff().ratePerHourMicros(),
                sum(reversal, RatedSlice::charged),
                sum(reversal, RatedSlice::lost),
                null);
    }

    /** What the reversal adds: the new slice less the voided ones. */
    private static long sum(Reversal reversal, ToLongFunction<RatedSlice> part) {
        return reversal.recut().stream().mapToLong(part).sum()
                - reversal.voided().stream().mapToLong(part).sum();
    }
}
