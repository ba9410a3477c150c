package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotDeposits;
import dev.spotdock.auctions.LotDeposits.Shortage;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Accepted;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Closed;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.DepositNeeded;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Refused;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes bids: one script in Redis. PostgreSQL is asked only to hold a deposit, and why Redis does
 * not know a lot.
 */
@Component
class LotBidTaking implements LotBidding {

    private static final Logger LOG = LoggerFactory.getLogger(LotBidTaking.class);

    private final LotBidLog log;
    private final DoubtfulLots doubts;
    private final BarredBidders barred;
    private final ObjectProvider<LotDeposits> deposits;
    private final LotBidTidings tidings;
    private final Ids ids;

    LotBidTaking(
            LotBidLog log,
            DoubtfulLots doubts,
            BarredBidders barred,
            ObjectProvider<LotDeposits> deposits,
            LotBidTidings tidings,
            Ids ids) {
        this.log = log;
        this.doubts = doubts;
        this.barred = barred;
        this.deposits = deposits;
        this.tidings = tidings;
        this.ids = ids;
    }

    @Override
    public Outcome<LotBidAccepted, LotBidRejection> place(PlaceLotBid bid) {
        List<LotBidRejection.InvalidInput.Problem> problems = LotBidInput.problems(bid);
        if (!problems.isEmpty()) {
            return refused(new LotBidRejection.InvalidInput(problems));
        }
        long amount = bid.amount().micros();
        Money maximum = bid.maximum();
        return take(
                bid.lotId(),
                bid.bidder(),
                new LotBidCall.Offer(amount, maximum == null ? amount : maximum.micros()),
                bid.idempotencyKey());
    }

    /**
     * Takes a bid whose content is within bounds.
     *
     * @param offer null: buys at once
     */
    Outcome<LotBidAccepted, LotBidRejection> take(
            LotId lot,
            AccountId bidder,
            LotBidCall.@Nullable Offer offer,
            @Nullable String idempotencyKey) {
        LotBidCall call =
                new LotBidCall(
                        lot,
                        ids.next(),
                        bidder,
                        offer,
                        idempotencyKey,
                        barred.contains(bidder),
                        false);
        try {
            return taken(call, log.bid(call));
        } catch (RedisSystemException e) {
            LOG.warn("Redis refused a bid on lot {}: {}", lot, e.getMessage());
            return refused(DoubtfulLots.unavailable("bids cannot be taken just now"));
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("A bid on lot {} was not taken", lot, e);
            return refused(DoubtfulLots.unavailable("bids cannot be taken just now"));
        }
    }

    private Outcome<LotBidAccepted, LotBidRejection> taken(LotBidCall call, LotBidAnswer answer) {
        return switch (answer) {
            case Accepted accepted -> accepted(call.lot(), accepted);
            case DepositNeeded(var auction, var amount) -> {
                Optional<Shortage> missing =
                        deposits.getObject().hold(auction, call.bidder(), amount);
                yield missing.isPresent()
                        ? refused(
                                new LotBidRejection.InsufficientFunds(
                                        missing.get().required(), missing.get().available()))
                        : taken(call, log.bid(call.withDeposit()));
            }
            case Closed closed -> refused(new LotBidRejection.Closed(call.lot(), closed.endedAt()));
            case Refused why -> refused(rejection(call.lot(), why));
        };
    }

    private Outcome<LotBidAccepted, LotBidRejection> accepted(LotId lot, Accepted accepted) {
        if (!accepted.replayed()) {
            tidings.accepted(lot, accepted.sequence());
        }
        Long price = accepted.price();
        return Outcome.done(
                new LotBidAccepted(
                        accepted.id(),
                        lot,
                        accepted.sequence(),
                        StoredLotBid.alias(accepted.bidderNumber()),
                        accepted.leading(),
                        price == null ? null : Money.ofMicros(price),
                        accepted.endsAt(),
                        accepted.at(),
                        accepted.replayed()));
    }

    private LotBidRejection rejection(LotId lot, Refused why) {
        return switch (why) {
            case KEY_REUSED -> new LotBidRejection.KeyReused();
            case UNKNOWN -> doubts.unknown(lot);
            case STALE -> doubts.stale(lot);
            case OWN_LOT -> new LotBidRejection.OwnLot();
            case BARRED -> new LotBidRejection.Barred();
            case NO_BUY_NOW -> new LotBidRejection.NoBuyNow();
            case BID_BEFORE -> new LotBidRejection.BidBefore();
            case FULL -> DoubtfulLots.unavailable("too many bids on this lot wait to be stored");
        };
    }

    private Outcome<LotBidAccepted, LotBidRejection> refused(LotBidRejection rejection) {
        tidings.refused(rejection);
        return Outcome.refused(rejection);
    }
}
