package dev.spotdock.web;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidDetails.Allocation;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bids as the market would show them. */
public final class FakeBids {

    public static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

    private FakeBids() {}

    static BidDetails submitted(SubmitBid command) {
        long milliSlots = SlotShape.DEFAULT.milliSlots(command.resources());
        long unitPrice = command.maxPrice().microsPerHour() * 1000 / milliSlots;
        Duration validFor = command.validFor();
        return new BidDetails(
                command.bidId(),
                command.accountId(),
                command.pool(),
                BidStatus.SUBMITTED,
                new Reason(ReasonCode.AWAITING_CAPACITY, "waits", command.at(), null),
                command.resources(),
                milliSlots,
                0,
                command.maxPrice(),
                unitPrice,
                unitPrice,
                null,
                command.container(),
                validFor,
                command.maxRuntime(),
                command.onEviction(),
                command.notice() == null ? Duration.ofSeconds(30) : command.notice(),
                command.minRun() == null ? Duration.ofMinutes(1) : command.minRun(),
                command.alertPercent(),
                command.budget(),
                command.at(),
                validFor == null ? null : command.at().plus(validFor),
                null,
                null,
                null,
                false,
                0,
                1,
                null);
    }

    static BidDetails submitted(SubmitReservedBid command) {
        BidDetails bid =
                submitted(
                        new SubmitBid(
                                command.bidId(),
                                command.accountId(),
                                "default",
                                command.resources(),
                                new Price(0, Per.HOUR),
                                command.container(),
                                null,
                                command.maxRuntime(),
                                command.onEviction(),
                                null,
                                null,
                                90,
                                null,
                                command.at()));
        return with(bid, bid.status(), bid.reason(), null, command.reservationId(), 1);
    }

    /** The same bid, running since now. */
    public static BidDetails running(BidDetails bid, AllocationId allocation) {
        return with(
                bid,
                BidStatus.RUNNING,
                new Reason(ReasonCode.RUNNING, "runs", NOW, null),
                new Allocation(
                        allocation,
                        1,
                        "sim-1",
                        "c0ffee",
                        "docker.io/library/busybox@sha256:1",
                        NOW,
                        NOW,
                        null,
                        null,
                        bid.maxPrice().microsPerHour()));
    }

    public static BidDetails with(BidDetails bid, BidStatus status, Reason reason) {
        return with(bid, status, reason, bid.allocation());
    }

    private static BidDetails with(
            BidDetails bid, BidStatus status, Reason reason, @Nullable Allocation allocation) {
        return with(bid, status, reason, allocation, bid.reservationId(), bid.version() + 1);
    }

    private static BidDetails with(
            BidDetails bid,
            BidStatus status,
            Reason reason,
            @Nullable Allocation allocation,
            @Nullable ReservationId reservation,
            long version) {
        return new BidDetails(
                bid.bidId(),
                bid.accountId(),
                bid.pool(),
                status,
                reason,
                bid.resources(),
                bid.milliSlots(),
                bid.surchargePercent(),
                bid.maxPrice(),
                bid.unitPrice(),
                bid.effectiveUnitPrice(),
                bid.lowered(),
                bid.container(),
                bid.validFor(),
                bid.maxRuntime(),
                bid.onEviction(),
                bid.notice(),
                bid.minRun(),
                bid.alertPercent(),
                bid.budget(),
                bid.submittedAt(),
                bid.expiresAt(),
                bid.stopsAt(),
                allocation,
                bid.eviction(),
                bid.atRisk(),
                allocation == null ? 0 : allocation.attempt(),
                version,
                reservation);
    }
}
