package dev.spotdock.web.feed;

import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import java.time.Instant;
import java.util.UUID;

/** The {@code data} of events about wallets; see {@link BidEventData} on changes. */
interface WalletEventData {

    /** {@code reference}: the deposit's; of a refund the allocation's id. */
    record Credited(AmountView amount, AmountView balance, String reference) {}

    /** The slices due at one time, of all running bids together. */
    record Charged(AmountView amount, AmountView balance, int slices) {}

    /** {@code emptyAt}: when the first running bid is out of money, at that rate. */
    record Low(AmountView balance, PriceView burnRate, Instant emptyAt) {}

    record Exhausted(UUID bidId, UUID allocationId) {}
}
