package dev.spotdock.auctions;

import dev.spotdock.kernel.id.LotId;

/** Something that happened to one lot. */
public sealed interface LotEvent extends AuctionEvent
        permits LotAwarded, LotPaymentOverdue, LotSettled, LotSold, LotUnsold {

    LotId lotId();
}
