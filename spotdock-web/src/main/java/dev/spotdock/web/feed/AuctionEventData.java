package dev.spotdock.web.feed;

import dev.spotdock.web.rest.AmountView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of events about timed auctions and their lots; see {@link BidEventData} on
 * changes. Bidders go by the alias that they have in a lot.
 */
interface AuctionEventData {

    record Created(UUID auctionId, String title, Instant startsAt, Instant endsAt) {}

    record Scheduled(UUID auctionId, String title, Instant startsAt, Instant endsAt, int lots) {}

    record Opened(UUID auctionId, Instant startsAt, Instant endsAt, int lots) {}

    /** {@code endsAt}: the lot's new end. */
    record Extended(UUID auctionId, UUID lotId, Instant endsAt) {}

    record Closed(UUID auctionId, int sold, int unsold) {}

    record Settled(UUID auctionId, int settled, int unsold) {}

    record Cancelled(UUID auctionId) {}

    /**
     * {@code counted}: whether it was high enough; {@code currentHighest}: the price after it,
     * unset while no bid was.
     */
    record BidPlaced(
            UUID lotId,
            UUID auctionId,
            UUID lotBidId,
            long sequence,
            String bidder,
            AmountView amount,
            boolean counted,
            @Nullable AmountView currentHighest,
            Instant acceptedAt) {}

    record Sold(
            UUID lotId,
            UUID auctionId,
            String winner,
            long sequence,
            AmountView amount,
            long bids) {}

    /** Told to who is to pay, and by when; the first round follows {@code lot.sold}. */
    record Awarded(UUID lotId, UUID auctionId, AmountView amount, int round, Instant payBy) {}

    /** Paid for. */
    record LotSettled(UUID lotId, UUID auctionId, AmountView amount, int round) {}

    record Unsold(UUID lotId, UUID auctionId, String reason, long bids) {}
}
