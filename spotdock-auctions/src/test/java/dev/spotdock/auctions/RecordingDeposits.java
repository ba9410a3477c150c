package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds every deposit, but none of the poor. */
public final class RecordingDeposits implements LotDeposits {

    public record Held(AuctionId auction, AccountId bidder, Money amount) {}

    public final List<Held> held = new CopyOnWriteArrayList<>();
    public final Set<AccountId> poor = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Shortage> hold(AuctionId auction, AccountId bidder, Money amount) {
        if (poor.contains(bidder)) {
            return Optional.of(new Shortage(amount, Money.ZERO));
        }
        held.add(new Held(auction, bidder, amount));
        return Optional.empty();
    }
}
