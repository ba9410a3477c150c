package dev.spotdock.auctions;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Holds in memory; one purse for everybody. */
public final class RecordingFunding implements BidFunding {

    public final Map<BidId, Money> holds = new ConcurrentHashMap<>();
    private volatile Money free = Money.ofMicros(Long.MAX_VALUE);

    public void onlyFree(Money money) {
        free = money;
    }

    /** Charges have taken all but that of a hold that was not released. */
    public void leave(BidId bidId, Money money) {
        holds.computeIfPresent(bidId, (_, _) -> money);
    }

    private long missing(Need need) {
        return need.amount().micros() - holds.getOrDefault(need.bidId(), Money.ZERO).micros();
    }

    void reset() {
        holds.clear();
        free = Money.ofMicros(Long.MAX_VALUE);
    }

    @Override
    public Map<BidId, Money> hold(List<Need> needs) {
        Map<BidId, Money> unfunded = new HashMap<>();
        for (Need need : needs) {
            if (need.amount().compareTo(free) > 0) {
                unfunded.put(need.bidId(), free);
            } else {
                holds.put(need.bidId(), need.amount());
            }
        }
        return unfunded;
    }

    @Override
    public Optional<Shortage> resize(Need need) {
        long more = missing(need);
        if (more > free.micros()) {
            return Optional.of(new Shortage(Money.ofMicros(more), free));
        }
        holds.put(need.bidId(), need.amount());
        return Optional.empty();
    }

    @Override
    public Set<BidId> affordable(List<Need> needs) {
        return needs.stream()
                .filter(need -> missing(need) <= free.micros())
                .map(Need::bidId)
                .collect(Collectors.toSet());
    }

    @Override
    public void release(BidId bidId) {
        holds.remove(bidId);
    }
}
