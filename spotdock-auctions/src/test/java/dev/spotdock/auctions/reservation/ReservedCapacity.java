package dev.spotdock.auctions.reservation;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A market in which capacity is reserved, and the words for what its winners do. */
public final class ReservedCapacity {

    public static final AccountId WINNER = new AccountId(new UUID(9, 9));

    private final Market market;

    public ReservedCapacity(Market market) {
        this.market = market;
    }

    /** Slots of the default pool; empty: they could not be pinned. */
    public Optional<ReservationId> block(long slots, Instant from, Instant to) {
        LotId lot = new LotId(market.id());
        ReservationId id = new ReservationId(market.id());
        return new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                .execute(_ -> {
                    boolean pinned =
                            market.bean(CapacityPins.class)
                                            .pin(lot, "default", slots(slots), from, to)
                                    instanceof Outcome.Done;
                    if (!pinned) {
                        return Optional.empty();
                    }
                    market.send(new GrantReservation(lot, id, WINNER, market.now()));
                    return Optional.of(id);
                });
    }

    public static Resources slots(long slots) {
        return new Resources(1000 * slots, 2048 * slots, 0);
    }

    public Outcome<BidDetails, BidRejection> submit(ReservationId id, long slots) {
        return market.send(command(WINNER, id, slots));
    }

    public SubmitReservedBid command(AccountId account, ReservationId id, long slots) {
        return new SubmitReservedBid(
                new BidId(market.id()),
                account,
                id,
                slots(slots),
                new ContainerSpec("busybox:1.37", List.of("sleep", "5"), Map.of()),
                null,
                OnEviction.REQUEUE,
                market.now());
    }

    public BidId bid(ReservationId id, long slots) {
        if (submit(id, slots) instanceof Outcome.Done<BidDetails, BidRejection>(var bid)) {
            return bid.bidId();
        }
        throw new AssertionError("refused");
    }
}
