package dev.spotdock.auctions.races;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A market in which things race, and the words for what they do. */
public final class Arena {

    public static final Duration NOTICE = Duration.ofSeconds(30);

    /** The minimum run, and the minute of the eviction budget. */
    public static final Duration LONG_ENOUGH = Duration.ofSeconds(61);

    /** In micro-units per hour, what outbids the price of {@link Market#oneSlot} by the step. */
    public static final long DEARER = 1_050_000;

    public final Market market;

    public Arena(Market market) {
        this.market = market;
    }

    /**
     * A bid as it is committed.
     *
     * @param latest its allocation; null: it was never matched
     * @param node of it
     */
    public record Row(
            BidStatus status,
            ReasonCode reason,
            @Nullable ReasonCode stopReason,
            int attempts,
            boolean noticed,
            @Nullable AllocationId latest,
            @Nullable String node) {

        private static Row read(ResultSet row, int number) throws SQLException {
            String stop = row.getString("stop_reason");
            UUID latest = row.getObject("allocation_id", UUID.class);
            return new Row(
                    BidStatus.valueOf(row.getString("status")),
                    ReasonCode.valueOf(row.getString("reason_code")),
                    stop == null ? null : ReasonCode.valueOf(stop),
                    row.getInt("attempts"),
                    row.getTimestamp("evict_deadline") != null,
                    latest == null ? null : new AllocationId(latest),
                    row.getString("node"));
        }
    }

    public Row row(BidId bid) {
        return market.jdbc()
                .sql(
                        """
                        select b.*, a.node from auctions.bid b
                        left join auctions.allocation a on a.id = b.allocation_id where b.id = ?
                        """)
                .param(bid.value())
                .query(Row::read)
                .single();
    }

    private AllocationId latest(BidId bid) {
        AllocationId latest = row(bid).latest();
        if (latest == null) {
            throw new AssertionError("bid " + bid + " was never matched");
        }
        return latest;
    }

    /** A new bid, at a maximum in micro-units per hour. */
    public BidId bid(long perHour) {
        BidDetails bid = market.accepted(form -> form.perHour(perHour));
        return bid.bidId();
    }

    public BidId bid() {
        return bid(1_000_000);
    }

    /** A new bid that runs; nothing else may be waiting. */
    public BidId running() {
        BidId bid = bid();
        match();
        start(bid);
        return bid;
    }

    public void start(BidId bid) {
        market.send(new StartAllocation(bid, latest(bid), "c1", null, market.now()));
    }

    /** The book hears of everything, then the market matches. */
    public void match() {
        market.run("matching");
    }

    /** Matches what the book knows. */
    public Object matchOnly() {
        market.runOnly("matching");
        return true;
    }

    public Object deadlines() {
        market.runOnly("allocation-deadlines");
        return true;
    }

    public Object cancel(BidId bid) {
        return market.send(new CancelBid(bid, Market.OWNER, market.now()));
    }

    public Object drill(BidId bid) {
        return market.send(new DrillEviction(bid, Market.OWNER, market.now()));
    }

    public Object end(BidId bid, AllocationEnd how) {
        return end(bid, how, market.now());
    }

    /** Its latest attempt is over. */
    public Object end(BidId bid, AllocationEnd how, Instant at) {
        market.send(new EndAllocation(bid, latest(bid), how, at, null, ""));
        return true;
    }

    /** Why the bid's attempts were to be stopped, in order; commits are not recorded in order. */
    public List<ReasonCode> stops(BidId bid) {
        return market.events().of(BidStopRequested.class).stream()
                .filter(stop -> stop.bidId().equals(bid))
                .sorted(Comparator.comparingLong(BidStopRequested::version))
                .map(BidStopRequested::reason)
                .toList();
    }
}
