package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An auction and what may happen to it. Every change is a new value of the next version, which
 * {@link Auctions#replace} stores if nobody was faster.
 */
record Auction(
        AuctionId auctionId,
        AccountId seller,
        String title,
        AuctionState state,
        Instant startsAt,
        Instant endsAt,
        @Nullable AntiSnipe antiSnipe,
        @Nullable Money deposit,
        int lots,
        Instant createdAt,
        long version) {

    static Auction draft(CreateAuction command) {
        return new Auction(
                command.auctionId(),
                command.seller(),
                command.title().strip(),
                AuctionState.DRAFT,
                command.startsAt().truncatedTo(ChronoUnit.MILLIS),
                command.endsAt().truncatedTo(ChronoUnit.MILLIS),
                command.antiSnipe(),
                command.deposit(),
                0,
                command.at().truncatedTo(ChronoUnit.MILLIS),
                1);
    }

    Auction withOneLotMore() {
        expect(AuctionState.DRAFT);
        return next(state, startsAt, lots + 1);
    }

    Auction scheduled() {
        expect(AuctionState.DRAFT);
        return next(AuctionState.SCHEDULED, startsAt, lots);
    }

    /** Scheduled -> open. */
    Auction opened(Instant at) {
        expect(AuctionState.SCHEDULED);
        return next(AuctionState.OPEN, at.isBefore(startsAt) ? at : startsAt, lots);
    }

    Auction closing() {
        expect(AuctionState.OPEN);
        return next(AuctionState.CLOSING, startsAt, lots);
    }

    Auction closed() {
        expect(AuctionState.CLOSING);
        return next(AuctionState.CLOSED, startsAt, lots);
    }

    Auction settled() {
        expect(AuctionState.CLOSED);
        return next(AuctionState.SETTLED, startsAt, lots);
    }

    boolean mayBeCancelled() {
        return state == AuctionState.DRAFT
                || state == AuctionState.SCHEDULED
                || state == AuctionState.OPEN;
    }

    Auction cancelled() {
        if (!mayBeCancelled()) {
            expect(AuctionState.OPEN);
        }
        return next(AuctionState.CANCELLED, startsAt, lots);
    }

    /** The latest that any of its lots can end. */
    Instant endsAtLatest() {
        return antiSnipe == null ? endsAt : endsAt.plus(antiSnipe.longest());
    }

    private Auction next(AuctionState nextState, Instant nextStart, int nextLots) {
        return new Auction(
                auctionId,
                seller,
                title,
                nextState,
                nextStart,
                endsAt,
                antiSnipe,
                deposit,
                nextLots,
                createdAt,
                version + 1);
    }

    private void expect(AuctionState expected) {
        if (state != expected) {
            throw new IllegalStateException(
                    "expected auction %s to be %s, but it is %s"
                            .formatted(auctionId, expected, state));
        }
    }

    AuctionDetails details() {
        return new AuctionDetails(
                auctionId, seller, title, state, startsAt, endsAt, antiSnipe, deposit, lots,
                createdAt, version);
    }
}
