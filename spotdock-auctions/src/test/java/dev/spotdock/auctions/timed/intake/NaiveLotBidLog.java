package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.intake.LotBidAnswer.Accepted;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Refused;
import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.State;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Step;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In memory, of one instance: a lock, a counter and the fold. */
final class NaiveLotBidLog implements LotBidLog {

    private static final String RUN = "the only one";

    private static final class Lot {
        private final LotOpening opening;
        private final Map<AccountId, Integer> bidders = new HashMap<>();
        private final Set<AccountId> deposits = new HashSet<>();
        private final TreeMap<Long, StoredLotBid> bids = new TreeMap<>();
        private boolean open;
        private long sequence;
        private long ceiling;
        private long count;
        private Instant endsAt;
        private int extensionsLeft;
        private State state;

        private Lot(LotSnapshot snapshot) {
            this.opening = snapshot.opening();
            this.open = snapshot.open();
            this.sequence = snapshot.sequence();
            this.ceiling = snapshot.ceiling();
            this.count = snapshot.bids();
            this.endsAt = snapshot.endsAt();
            this.extensionsLeft = snapshot.extensionsLeft();
            this.state = snapshot.state();
        }
    }

    private record Kept(LotBidCall.@Nullable Offer offer, Accepted answer) {}

    private final Map<LotId, Lot> lots = new HashMap<>();
    private final Map<List<Object>, Kept> keys = new HashMap<>();

    @Override
    public String run() {
        return RUN;
    }

    @Override
    public synchronized boolean open(String run, LotSnapshot snapshot) {
        if (run.equals(RUN)) {
            lots.computeIfAbsent(snapshot.opening().lotId(), _ -> new Lot(snapshot));
        }
        return run.equals(RUN);
    }

    @Override
    public synchronized LotBidAnswer bid(LotBidCall call) {
        List<Object> key = List.of(call.lot(), call.bidder(), String.valueOf(call.key()));
        Kept kept = call.key() == null ? null : keys.get(key);
        if (kept != null) {
            return Objects.equals(kept.offer(), call.offer()) ? kept.answer() : Refused.KEY_REUSED;
        }
        Lot lot = lots.get(call.lot());
        if (lot == null) {
            return Refused.UNKNOWN;
        }
        Instant now = now();
        LotBidAnswer refused = refused(lot, call, now);
        if (refused != null) {
            return refused;
        }
        if (call.depositHeld()) {
            lot.deposits.add(call.bidder());
        }
        Accepted accepted = accept(lot, call, now);
        keys.put(
                key,
                new Kept(
                        call.offer(),
                        new Accepted(
                                accepted.id(),
                                accepted.sequence(),
                                accepted.bidderNumber(),
                                accepted.leading(),
                                accepted.price(),
                                accepted.endsAt(),
                                accepted.at(),
                                true)));
        return accepted;
    }

    private static @Nullable LotBidAnswer refused(Lot lot, LotBidCall call, Instant now) {
        if (!now.isBefore(lot.endsAt)) {
            return new LotBidAnswer.Closed(lot.endsAt);
        }
        if (!lot.open) {
            return new LotBidAnswer.Closed(null);
        }
        if (call.bidder().equals(lot.opening.seller())) {
            return Refused.OWN_LOT;
        }
        if (call.barred()) {
            return Refused.BARRED;
        }
        if (call.offer() == null && lot.opening.terms().buyNow() == null) {
            return Refused.NO_BUY_NOW;
        }
        if (call.offer() == null && lot.state.leader() != null) {
            return Refused.BID_BEFORE;
        }
        Money deposit = lot.opening.deposit();
        if (deposit != null && !call.depositHeld() && !lot.deposits.contains(call.bidder())) {
            return new LotBidAnswer.DepositNeeded(lot.opening.auctionId(), deposit);
        }
        return lot.sequence == lot.ceiling ? Refused.FULL : null;
    }

    private static Accepted accept(Lot lot, LotBidCall call, Instant now) {
        lot.count++;
        LotBidCall.Offer offer = call.offer();
        long price = offer == null ? Objects.requireNonNull(lot.opening.terms().buyNow()) : 0;
        LotBidEntry entry =
                new LotBidEntry(
                        ++lot.sequence,
                        call.bidder(),
                        offer == null ? price : offer.amount(),
                        offer == null ? price : offer.maximum());
        int number = lot.bidders.computeIfAbsent(call.bidder(), _ -> lot.bidders.size() + 1);
        State before = lot.state;
        Step step = WinnerDetermination.next(lot.opening.terms(), before, entry);
        lot.state = step.after();
        extend(lot, before, offer == null, now);
        AccountId leader = lot.state.leader();
        boolean leads = call.bidder().equals(leader);
        Long shown = leader == null ? null : lot.state.price();
        lot.bids.put(
                entry.sequence(),
                new StoredLotBid(
                        call.id(),
                        entry,
                        number,
                        offer == null,
                        step.counted(),
                        leads,
                        shown,
                        leader == null ? null : lot.bidders.get(leader),
                        lot.endsAt,
                        now,
                        call.key()));
        return new Accepted(
                call.id(), entry.sequence(), number, leads, shown, lot.endsAt, now, false);
    }

    private static void extend(Lot lot, State before, boolean bought, Instant now) {
        AntiSniping rule = lot.opening.antiSniping();
        boolean changed =
                !Objects.equals(before.leader(), lot.state.leader())
                        || before.price() != lot.state.price();
        if (bought) {
            lot.open = false;
        } else if (rule != null
                && changed
                && lot.extensionsLeft > 0
                && !now.isBefore(lot.endsAt.minus(rule.window()))) {
            lot.endsAt = lot.endsAt.plus(rule.extension());
            lot.extensionsLeft--;
        }
    }

    @Override
    public synchronized Closing close(LotId id, How how) {
        Lot lot = lots.get(id);
        if (lot == null) {
            return new Closing.Unknown();
        }
        boolean may =
                switch (how) {
                    case DUE -> !now().isBefore(lot.endsAt);
                    case EARLY -> true;
                    case UNBID -> lot.sequence == 0;
                };
        if (lot.open && !may) {
            return new Closing.Open(lot.endsAt);
        }
        lot.open = false;
        return new Closing.Closed(lot.sequence, lot.endsAt);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    @Override
    public synchronized List<LotId> undrained(List<LotId> some) {
        return some.stream().filter(lot -> !read(lot, 0, 1).isEmpty()).toList();
    }

    @Override
    public synchronized Map<LotId, List<StoredLotBid>> read(Collection<LotId> some, int limitEach) {
        Map<LotId, List<StoredLotBid>> found = new HashMap<>();
        some.forEach(lot -> found.put(lot, read(lot, 0, limitEach)));
        found.values().removeIf(List::isEmpty);
        return found;
    }

    @Override
    public synchronized List<StoredLotBid> read(LotId id, long after, int limit) {
        Lot lot = lots.get(id);
        return lot == null
                ? List.of()
                : new ArrayList<>(lot.bids.tailMap(after, false).values())
                        .stream().limit(limit).toList();
    }

    @Override
    public synchronized Map<LotId, Long> trim(List<Drained> drained) {
        Map<LotId, Long> last = new HashMap<>();
        for (Drained one : drained) {
            Lot lot = lots.get(one.lot());
            if (lot != null) {
                lot.bids.headMap(one.upTo(), true).clear();
                lot.ceiling = Math.max(lot.ceiling, one.ceiling());
                last.put(one.lot(), lot.sequence);
            }
        }
        return last;
    }

    @Override
    public synchronized Confirmation confirm(LotId id, String run, long least, OptionalLong last) {
        if (!run.equals(RUN)) {
            return Confirmation.STALE;
        }
        Lot lot = lots.get(id);
        if (lot == null
                || lot.sequence < least
                || (last.isPresent() && (lot.open || lot.sequence != last.getAsLong()))) {
            return Confirmation.BEHIND;
        }
        return Confirmation.CONFIRMED;
    }

    @Override
    public synchronized Optional<LotState> state(LotId id) {
        return Optional.ofNullable(lots.get(id))
                .map(lot -> {
                    AccountId leader = lot.state.leader();
                    return new LotState(
                            lot.open,
                            lot.count,
                            leader == null ? null : Money.ofMicros(lot.state.price()),
                            leader == null
                                    ? null
                                    : StoredLotBid.alias(
                                            Objects.requireNonNull(lot.bidders.get(leader))),
                            lot.endsAt);
                });
    }

    @Override
    public synchronized void clear(LotId lot) {
        lots.remove(lot);
    }

    @Override
    public void restoreBidders(LotId lot, Map<AccountId, Integer> numbers) {
        throw new UnsupportedOperationException("memory is lost as a whole");
    }

    @Override
    public void restoreKeys(LotId lot, List<StoredLotBid> bids, Instant now) {
        throw new UnsupportedOperationException("memory is lost as a whole");
    }
}
