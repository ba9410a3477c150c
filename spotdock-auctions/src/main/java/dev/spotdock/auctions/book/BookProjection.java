package dev.spotdock.auctions.book;

import dev.spotdock.auctions.BidCancelled;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRepriced;
import dev.spotdock.auctions.BidRequeued;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.loop.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps the books in step with what happens to bids. The changes of one batch of events go to Redis
 * together, just before the batch's transaction commits, and are counted in that transaction: if it
 * rolls back, Redis is ahead, and the repetition changes nothing.
 */
@Component
@ProcessingGroup("book")
class BookProjection {

    private static final Logger LOG = LoggerFactory.getLogger(BookProjection.class);

    private final OrderBook book;
    private final BookPositions positions;
    private final Waker waker;

    BookProjection(OrderBook book, BookPositions positions, Waker waker) {
        this.book = book;
        this.positions = positions;
        this.waker = waker;
    }

    @EventHandler
    void on(BidSubmitted event) {
        if (!isForTheBook(event.reservationId())) {
            return;
        }
        BookEntry entry =
                new BookEntry(
                        event.bidId(),
                        event.version(),
                        event.sequence(),
                        event.effectiveUnitPrice(),
                        event.milliSlots(),
                        event.resources(),
                        event.maxPricePerHour());
        collect(event.pool(), new BookChange.Put(entry));
    }

    @EventHandler
    void on(BidRequeued event) {
        if (!isForTheBook(event.reservationId())) {
            return;
        }
        BookEntry entry =
                new BookEntry(
                        event.bidId(),
                        event.version(),
                        event.sequence(),
                        event.effectiveUnitPrice(),
                        event.milliSlots(),
                        event.resources(),
                        event.maxPricePerHour());
        collect(event.pool(), new BookChange.Put(entry));
    }

    /**
     * A bid that does not wait, or that waits for funds, has no place in the book; it gets its new
     * one when it is back.
     */
    @EventHandler
    void on(BidRepriced event) {
        if (event.status() != BidStatus.SUBMITTED) {
            return;
        }
        if (event.missing() != null) {
            collect(event.pool(), new BookChange.Remove(event.bidId(), event.version()));
            return;
        }
        BookEntry entry =
                new BookEntry(
                        event.bidId(),
                        event.version(),
                        event.sequence(),
                        event.effectiveUnitPrice(),
                        event.milliSlots(),
                        event.resources(),
                        event.maxPricePerHour());
        collect(event.pool(), new BookChange.Put(entry));
    }

    @EventHandler
    void on(BidMatched event) {
        collect(event.pool(), new BookChange.Remove(event.bidId(), event.version()));
    }

    @EventHandler
    void on(BidCancelled event) {
        collect(event.pool(), new BookChange.Remove(event.bidId(), event.version()));
    }

    @EventHandler
    void on(BidExpired event) {
        collect(event.pool(), new BookChange.Remove(event.bidId(), event.version()));
    }

    /** Not what uses a reservation: its capacity is kept for it. */
    private static boolean isForTheBook(@Nullable ReservationId reservation) {
        return reservation == null;
    }

    private void collect(String pool, BookChange change) {
        Batch batch = (@Nullable Batch) TransactionSynchronizationManager.getResource(this);
        if (batch == null) {
            batch = new Batch();
            TransactionSynchronizationManager.bindResource(this, batch);
            TransactionSynchronizationManager.registerSynchronization(batch);
        }
        batch.changes.computeIfAbsent(pool, _ -> new ArrayList<>()).add(change);
    }

    /** The changes of the transaction under way, by pool: rows are locked in that order. */
    private final class Batch implements TransactionSynchronization {

        private final SortedMap<String, List<BookChange>> changes = new TreeMap<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            changes.forEach(this::flush);
        }

        private void flush(String pool, List<BookChange> some) {
            BookPosition after = positions.count(pool, some.size());
            BookPosition before = after.plus(-some.size());
            if (!book.apply(pool, before, some)) {
                // They are counted: the matcher finds the book behind and rebuilds it.
                LOG.warn("The order book of pool {} is stale; it will be rebuilt.", pool);
            }
        }

        @Override
        public void afterCommit() {
            waker.wake("matching");
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(BookProjection.this);
        }
    }
}
