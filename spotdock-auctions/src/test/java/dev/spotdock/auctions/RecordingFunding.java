package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds in memory; one purse for everybody. */
public final class RecordingFunding implements BidFunding {

    public final Map<BidId, Money> holds = new ConcurrentHashMap<>();
    private volatile Money free = Money.ofMicros(Long.MAX_VALUE);

    public void onlyFree(Money money) {
        free = money;
    }

    void reset() {
        holds.clear();
        free = Money.ofMicros(Long.MAX_VALUE);
    }

    @Override
    public Optional<Money> hold(AccountId accountId, BidId bidId, Money amount) {
        if (amount.compareTo(free) > 0) {
            return Optional.of(free);
        }
        holds.put(bidId, amount);
        return Optional.empty();
    }

    @Override
    public void release(BidId bidId) {
        holds.remove(bidId);
    }
}
