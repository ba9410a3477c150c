package dev.spotdock.web.feed;

import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.ResourcesView;
import org.jspecify.annotations.Nullable;

/** The {@code data} of events about pools and nodes; see {@link BidEventData} on changes. */
interface MarketEventData {

    /** {@code previous}: unset for the pool's first price. */
    record Price(String pool, PriceView unitPrice, @Nullable PriceView previous) {}

    /** Also told when a node is back, or has another capacity. */
    record NodeAdded(String node, String pool, String provider, ResourcesView capacity) {}

    record NodeGone(String node, String pool) {}
}
