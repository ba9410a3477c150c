package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Waker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Who has to know what became of a bid: this instance's memory, the drain, and the metrics {@code
 * spotdock.auctions.lots.bids.accepted}, {@code spotdock.auctions.lots.bids.refused} by reason and
 * {@code spotdock.auctions.lots.undrained}, lots whose bids are not all in PostgreSQL yet.
 */
@Component
class LotBidTidings {

    private static final String PREFIX = "spotdock.auctions.lots.";

    private final UndrainedLots undrained;
    private final Waker waker;
    private final MeterRegistry meters;
    private final Counter accepted;

    LotBidTidings(UndrainedLots undrained, Waker waker, MeterRegistry meters) {
        this.undrained = undrained;
        this.waker = waker;
        this.meters = meters;
        this.accepted = meters.counter(PREFIX + "bids.accepted");
        meters.gauge(PREFIX + "undrained", undrained, UndrainedLots::size);
    }

    /** Before the bidder is told. */
    void accepted(LotId lot, long sequence) {
        undrained.note(lot, sequence);
        waker.wake(LotDrain.NAME);
        accepted.increment();
    }

    void refused(LotBidRejection rejection) {
        meters.counter(PREFIX + "bids.refused", "reason", rejection.getClass().getSimpleName())
                .increment();
    }
}
