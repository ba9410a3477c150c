package dev.spotdock.web;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.BuyLotNow;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.DecideLot;
import dev.spotdock.auctions.FindAuction;
import dev.spotdock.auctions.FindLot;
import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.FindVehicle;
import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.auctions.ListAuctions;
import dev.spotdock.auctions.ListLotBids;
import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.ListLots;
import dev.spotdock.auctions.ListMistakes;
import dev.spotdock.auctions.ListReservations;
import dev.spotdock.auctions.ListVehicles;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.OpenAuction;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.auctions.WithdrawLot;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/** Timed auctions behind the HTTP layer: they keep what they are told, and refuse as planned. */
public final class FakeAuctions implements LotBidding {

    public final Map<UUID, VehicleDetails> vehicles = new ConcurrentSkipListMap<>();
    public final Map<UUID, AuctionDetails> auctions = new ConcurrentSkipListMap<>();
    public final Map<UUID, LotDetails> lots = new ConcurrentSkipListMap<>();
    public final Map<UUID, ReservationDetails> reservations = new ConcurrentSkipListMap<>();
    public final List<ShownLotBid> shown = new CopyOnWriteArrayList<>();
    public final List<LotLoss> losses = new CopyOnWriteArrayList<>();
    public final List<PlaceLotBid> placed = new CopyOnWriteArrayList<>();

    /** What {@link ListMistakes} finds. */
    public final List<InvalidInput.Problem> mistakes = new CopyOnWriteArrayList<>();

    public volatile @Nullable AuctionRejection refusal;
    public volatile @Nullable LotBidRejection bidRefusal;
    private final Map<String, LotBidAccepted> byKey = new ConcurrentHashMap<>();

    void reset() {
        vehicles.clear();
        auctions.clear();
        lots.clear();
        reservations.clear();
        shown.clear();
        placed.clear();
        mistakes.clear();
        byKey.clear();
        refusal = null;
        bidRefusal = null;
    }

    /** What the command's handler would yield. */
    Object handle(Command<?> command) {
        AuctionRejection no = refusal;
        LotBidRejection noBid = bidRefusal;
        if (command instanceof BuyLotNow buy) {
            return noBid == null
                    ? Outcome.done(changed(buy.lotId(), LotState.CLOSING))
                    : Outcome.refused(noBid);
        }
        if (no != null) {
            return Outcome.refused(no);
        }
        return switch (command) {
            case RegisterVehicle vehicle -> Outcome.done(add(vehicle));
            case CreateAuction auction -> Outcome.done(add(auction));
            case AddLot lot -> Outcome.done(add(lot));
            case ScheduleAuction it -> changed(it.auctionId(), it.by(), AuctionState.SCHEDULED);
            case OpenAuction it -> changed(it.auctionId(), it.by(), AuctionState.OPEN);
            case CloseAuction it -> changed(it.auctionId(), it.by(), AuctionState.CLOSING);
            case CancelAuction it -> changed(it.auctionId(), it.by(), AuctionState.CANCELLED);
            case WithdrawLot it -> Outcome.done(changed(it.lotId(), LotState.WITHDRAWN));
            case DecideLot it -> Outcome.done(changed(it.lotId(), LotState.SOLD));
            case LiftDefault _ -> true;
            default -> throw new IllegalArgumentException(command.toString());
        };
    }

    private VehicleDetails add(RegisterVehicle command) {
        VehicleDetails vehicle =
                new VehicleDetails(
                        command.vehicleId(),
                        command.owner(),
                        command.vin(),
                        command.make(),
                        command.model(),
                        command.year(),
                        command.mileageKm(),
                        command.description(),
                        command.at());
        vehicles.put(vehicle.vehicleId().value(), vehicle);
        return vehicle;
    }

    private AuctionDetails add(CreateAuction command) {
        AuctionDetails auction =
                new AuctionDetails(
                        command.auctionId(),
                        command.seller(),
                        command.title(),
                        AuctionState.DRAFT,
                        command.startsAt(),
                        command.endsAt(),
                        command.antiSnipe(),
                        command.deposit(),
                        0,
                        command.at(),
                        1);
        auctions.put(auction.auctionId().value(), auction);
        return auction;
    }

    private LotDetails add(AddLot command) {
        LotDetails lot =
                new LotDetails(
                        command.lotId(),
                        command.auctionId(),
                        Objects.requireNonNull(auctions.get(command.auctionId().value())).seller(),
                        LotState.PENDING,
                        command.item(),
                        null,
                        command.startingPrice(),
                        command.increment(),
                        command.reservePrice(),
                        command.buyNowPrice(),
                        null,
                        0,
                        command.at(),
                        null,
                        null,
                        false,
                        0,
                        1);
        lots.put(lot.lotId().value(), lot);
        return lot;
    }

    private Outcome<AuctionDetails, AuctionRejection> changed(
            AuctionId id, Actor by, AuctionState state) {
        AuctionDetails a = auctions.get(id.value());
        if (a == null || !(by.operator() || by.accountId().equals(a.seller()))) {
            return Outcome.refused(new AuctionRejection.NotFound("auction"));
        }
        AuctionDetails changed =
                new AuctionDetails(
                        id,
                        a.seller(),
                        a.title(),
                        state,
                        a.startsAt(),
                        a.endsAt(),
                        a.antiSnipe(),
                        a.deposit(),
                        a.lots(),
                        a.createdAt(),
                        a.version() + 1);
        auctions.put(id.value(), changed);
        return Outcome.done(changed);
    }

    private LotDetails changed(LotId id, LotState state) {
        LotDetails l = Objects.requireNonNull(lots.get(id.value()));
        LotDetails changed =
                new LotDetails(
                        id,
                        l.auctionId(),
                        l.seller(),
                        state,
                        l.item(),
                        l.vehicle(),
                        l.startingPrice(),
                        l.increment(),
                        l.reservePrice(),
                        l.buyNowPrice(),
                        l.currentHighest(),
                        l.bidCount(),
                        l.endsAt(),
                        l.winner(),
                        l.unsold(),
                        l.held(),
                        l.round(),
                        l.version() + 1);
        lots.put(id.value(), changed);
        return changed;
    }

    @Override
    public Outcome<LotBidAccepted, LotBidRejection> place(PlaceLotBid bid) {
        LotBidRejection no = bidRefusal;
        if (no != null) {
            return Outcome.refused(no);
        }
        String key = bid.idempotencyKey();
        LotBidAccepted earlier = key == null ? null : byKey.get(key);
        if (earlier != null) {
            return Outcome.done(accepted(bid, earlier.sequence(), true));
        }
        placed.add(bid);
        LotBidAccepted accepted = accepted(bid, placed.size(), false);
        if (key != null) {
            byKey.put(key, accepted);
        }
        return Outcome.done(accepted);
    }

    private static LotBidAccepted accepted(PlaceLotBid bid, long sequence, boolean replayed) {
        return new LotBidAccepted(
                new UUID(7, sequence),
                bid.lotId(),
                sequence,
                "bidder-1",
                true,
                bid.amount(),
                FakeBids.NOW.plusSeconds(60),
                FakeBids.NOW,
                replayed);
    }

    @QueryHandler
    List<InvalidInput.Problem> answer(ListMistakes query) {
        return List.copyOf(mistakes);
    }

    @QueryHandler
    Optional<VehicleDetails> answer(FindVehicle query) {
        return Optional.ofNullable(vehicles.get(query.vehicleId().value()))
                .filter(vehicle -> vehicle.owner().equals(query.owner()));
    }

    @QueryHandler
    List<VehicleDetails> answer(ListVehicles query) {
        return newestFirst(vehicles).stream()
                .filter(vehicle -> vehicle.owner().equals(query.owner()))
                .filter(vehicle -> isBefore(vehicle.vehicleId().value(), query.before()))
                .limit(query.limit())
                .toList();
    }

    private static <T> List<T> newestFirst(Map<UUID, T> byId) {
        return byId.entrySet().stream()
                .sorted(Map.Entry.<UUID, T>comparingByKey(Comparator.reverseOrder()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Ids are records of one UUID: their texts sort as they do. */
    private static boolean isBefore(UUID id, @Nullable Object before) {
        return before == null || id.toString().compareTo(before.toString()) < 0;
    }

    private static boolean sees(Actor viewer, @Nullable AuctionDetails auction) {
        return auction != null
                && (viewer.operator()
                        || auction.state() != AuctionState.DRAFT
                        || auction.seller().equals(viewer.accountId()));
    }

    @QueryHandler
    Optional<AuctionDetails> answer(FindAuction query) {
        return Optional.ofNullable(auctions.get(query.auctionId().value()))
                .filter(auction -> sees(query.viewer(), auction));
    }

    @QueryHandler
    List<AuctionDetails> answer(ListAuctions query) {
        return newestFirst(auctions).stream()
                .filter(auction -> sees(query.viewer(), auction))
                .filter(auction -> query.state() == null || auction.state() == query.state())
                .filter(auction ->
                        query.seller() == null || auction.seller().equals(query.seller()))
                .filter(auction -> isBefore(auction.auctionId().value(), query.before()))
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    List<LotLoss> answer(ListLotLosses query) {
        return losses.stream()
                .dropWhile(loss -> query.after() != null && !loss.place().equals(query.after()))
                .skip(query.after() == null ? 0 : 1)
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    Optional<LotDetails> answer(FindLot query) {
        return Optional.ofNullable(lots.get(query.lotId().value()))
                .filter(lot -> sees(query.viewer(), auctions.get(lot.auctionId().value())))
                .map(lot -> seenBy(query.viewer(), lot));
    }

    private static LotDetails seenBy(Actor viewer, LotDetails l) {
        boolean all = viewer.operator() || viewer.accountId().equals(l.seller());
        return new LotDetails(
                l.lotId(),
                l.auctionId(),
                l.seller(),
                l.state(),
                l.item(),
                l.vehicle(),
                l.startingPrice(),
                l.increment(),
                all ? l.reservePrice() : null,
                l.buyNowPrice(),
                l.currentHighest(),
                l.bidCount(),
                l.endsAt(),
                l.winner(),
                l.unsold(),
                l.held(),
                l.round(),
                l.version());
    }

    @QueryHandler
    List<LotDetails> answer(ListLots query) {
        LotId after = query.after();
        return lots.values().stream()
                .filter(lot -> lot.auctionId().equals(query.auctionId()))
                .filter(lot -> after == null || !isBefore(lot.lotId().value(), after))
                .filter(lot -> !lot.lotId().equals(after))
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    List<ShownLotBid> answer(ListLotBids query) {
        return shown.stream()
                .filter(bid -> bid.sequence() > query.after())
                .filter(bid -> bid.counted() || !query.validOnly())
                .limit(query.limit())
                .toList();
    }

    @QueryHandler
    Optional<ReservationDetails> answer(FindReservation query) {
        return Optional.ofNullable(reservations.get(query.reservationId().value()))
                .filter(reservation -> reservation.accountId().equals(query.owner()));
    }

    @QueryHandler
    List<ReservationDetails> answer(ListReservations query) {
        return newestFirst(reservations).stream()
                .filter(reservation -> reservation.accountId().equals(query.owner()))
                .filter(reservation ->
                        isBefore(reservation.reservationId().value(), query.before()))
                .limit(query.limit())
                .toList();
    }
}
