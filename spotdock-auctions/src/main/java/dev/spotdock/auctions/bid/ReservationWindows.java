package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.bid.DueBids.ClearWindows.Told;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.reservation.window.Clearing;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Tells the market's work to go that is in the way of a reservation, with the notice that it has
 * bought, so that it is gone when the window opens. What a window does not need stays.
 */
@Component
class ReservationWindows implements Loop {

    private final PinnedNodes pinned;
    private final Bids bids;
    private final Evictions evictions;
    private final Commands commands;
    private final int batch;

    ReservationWindows(
            PinnedNodes pinned,
            Bids bids,
            Evictions evictions,
            Commands commands,
            AuctionsProperties properties) {
        this.pinned = pinned;
        this.bids = bids;
        this.evictions = evictions;
        this.commands = commands;
        this.batch = properties.dueBatch();
    }

    @Override
    public String name() {
        return "reservation-windows";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(500);
    }

    /** What one transaction cannot take comes with the next run, the earliest windows first. */
    @Override
    public void runOnce(Instant now) {
        List<Told> due =
                pinned.near(now).stream()
                        .flatMap(node ->
                                new Clearing(node.capacity(), node.stopTimeout(), now)
                                        .due(node.pins(), node.running()).stream())
                        .map(notice ->
                                new Told(
                                        notice.spot().bidId(),
                                        notice.spot().allocationId(),
                                        notice.deadline()))
                        .limit(batch)
                        .toList();
        if (!due.isEmpty()) {
            commands.send(new DueBids.ClearWindows(now, due));
        }
    }

    @CommandHandler
    void handle(DueBids.ClearWindows command) {
        Map<BidId, Told> told =
                command.told().stream().collect(Collectors.toMap(Told::bidId, Function.identity()));
        for (Bid bid : bids.lockAll(told.keySet().stream().map(BidId::value).toList())) {
            Told notice = told.get(bid.bidId());
            if (notice == null || !notice.allocationId().equals(bid.allocationId())) {
                continue;
            }
            if (bid.mayBeDisplaced()) {
                evictions.displace(bid, command.at());
            } else if (bid.mayBeNoticed() && isFair(bid, notice, command.at())) {
                evictions.notice(
                        bid, ReasonCode.RESERVATION, notice.deadline(), null, command.at());
            }
        }
        bids.flush();
    }

    /** One that has started since it was looked at still has its whole notice. */
    private static boolean isFair(Bid bid, Told notice, Instant at) {
        return !notice.deadline().isBefore(at.plusMillis(bid.terms().noticeMs()));
    }
}
