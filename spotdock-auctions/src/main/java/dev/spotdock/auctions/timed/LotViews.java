package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.money.Money;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lots as one viewer may see them. */
@Component
class LotViews {

    private static final String VISIBLE =
            """
            select l.* from auctions.lot l join auctions.auction a on a.id = l.auction_id
            where (a.state <> 'DRAFT' or a.seller_id = :viewer or :operator)
            """;

    private final JdbcClient jdbc;
    private final Vehicles vehicles;
    private final LiveBids live;

    LotViews(JdbcClient jdbc, Vehicles vehicles, LiveBids live) {
        this.jdbc = jdbc;
        this.vehicles = vehicles;
        this.live = live;
    }

    Optional<LotDetails> of(LotId id, Actor viewer) {
        return views(visible("and l.id = :id", viewer).param("id", id.value()), viewer).stream()
                .findFirst();
    }

    List<LotDetails> ofAuction(AuctionId auction, Actor viewer, @Nullable LotId after, int limit) {
        return views(
                visible(
                                """
                                and l.auction_id = :auction
                                and (cast(:after as uuid) is null or l.id > :after)
                                order by l.id limit :limit
                                """,
                                viewer)
                        .param("auction", auction.value())
                        .param("after", after == null ? null : after.value(), Types.OTHER)
                        .param("limit", limit),
                viewer);
    }

    private JdbcClient.StatementSpec visible(String which, Actor viewer) {
        return jdbc.sql(VISIBLE + which)
                .param("viewer", viewer.accountId().value())
                .param("operator", viewer.operator());
    }

    private List<LotDetails> views(JdbcClient.StatementSpec query, Actor viewer) {
        List<Lot> lots = query.query(LotRows::lot).list();
        Map<VehicleId, VehicleDetails> sold =
                vehicles
                        .all(
                                lots.stream()
                                        .map(lot -> lot.item().vehicleId())
                                        .filter(Objects::nonNull)
                                        .map(VehicleId::value)
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(VehicleDetails::vehicleId, Function.identity()));
        return lots.stream().map(lot -> view(lot, sold, viewer)).toList();
    }

    private LotDetails view(Lot lot, Map<VehicleId, VehicleDetails> sold, Actor viewer) {
        LiveBids.Standing standing = live.of(lot);
        VehicleId vehicle = lot.item().vehicleId();
        Award award = lot.award();
        boolean seesReserve = viewer.operator() || viewer.accountId().equals(lot.seller());
        return new LotDetails(
                lot.lotId(),
                lot.auctionId(),
                lot.seller(),
                lot.state(),
                lot.item(),
                vehicle == null ? null : sold.get(vehicle),
                Money.ofMicros(lot.terms().startingPrice()),
                Money.ofMicros(lot.terms().increment()),
                seesReserve ? money(lot.terms().reserve()) : null,
                money(lot.terms().buyNow()),
                standing.price(),
                standing.bids(),
                standing.endsAt(),
                award == null ? null : award.shown(),
                lot.unsold(),
                lot.log().held(),
                award == null ? 0 : award.round(),
                lot.version());
    }

    private static @Nullable Money money(@Nullable Long micros) {
        return micros == null ? null : Money.ofMicros(micros);
    }
}
