package dev.spotdock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/** A tenant that sells and has won, and what a valid request to timed auctions needs of it. */
final class SaleWorld {

    /** Opened together, as the market takes a moment for it. */
    private static final int LOTS_AT_ONCE = 20;

    private static final AtomicInteger HOURS = new AtomicInteger();

    private final SpotDockApp app;
    private final SpotDockClient tenant;
    private final String pool;
    private final Sales own;
    private final Sales operators;
    private final Deque<String> toBuy = new ArrayDeque<>();
    private final String toBidOn;

    SaleWorld(SpotDockApp app, SpotDockClient tenant, String pool) {
        this.app = app;
        this.tenant = tenant;
        this.pool = pool;
        own = Sales.of(tenant, app.deployment().operator());
        operators = new Sales(app.deployment().operator());
        toBidOn = operators.openLot();
    }

    Sales sales() {
        return own;
    }

    String vehicle() {
        return own.vehicle();
    }

    /** One in the state that the operation wants. */
    String auctionFor(ApiOperation operation) {
        String auction = own.draft(Duration.ofHours(1));
        String step = operation.path().replaceAll("^.*/", "");
        switch (step) {
            case "schedule" -> own.lot(auction);
            case "open" -> {
                own.lot(auction);
                assertThat(own.move(auction, "schedule").status()).isEqualTo(200);
            }
            case "close" -> {
                own.lot(auction);
                own.open(auction);
            }
            default -> {}
        }
        return auction;
    }

    /** One that the operation can be done to. */
    String lotFor(ApiOperation operation) {
        return switch (operation.path().replaceAll("^.*/", "")) {
            case "withdraw" -> own.lot(own.draft(Duration.ofHours(1)));
            case "buy-now" -> toBuy();
            default -> toBidOn;
        };
    }

    private String toBuy() {
        if (toBuy.isEmpty()) {
            String auction = operators.draft(Duration.ofHours(1));
            for (int i = 0; i < LOTS_AT_ONCE; i++) {
                toBuy.add(operators.lot(auction));
            }
            operators.open(auction);
        }
        return toBuy.remove();
    }

    /** A new one, far ahead, as if the tenant had won it. */
    String reservation() {
        String auction = operators.draft(Duration.ofHours(1));
        Instant from = hourOfItsOwn();
        String lot =
                operators.made(
                        "/api/v1/auctions/" + auction + "/lots",
                        Map.of(
                                "item",
                                Map.of(
                                        "capacityBlock",
                                        Map.of(
                                                "pool",
                                                pool,
                                                "resources",
                                                Map.of("cpu", "500m", "memory", "512Mi"),
                                                "from",
                                                from.toString(),
                                                "to",
                                                from.plus(1, ChronoUnit.HOURS).toString())),
                                "startingPrice",
                                Map.of("amount", "1"),
                                "increment",
                                Map.of("amount", "1")));
        UUID id = app.part(Ids.class).next();
        app.part(Commands.class)
                .send(
                        new GrantReservation(
                                LotId.of(lot),
                                new ReservationId(id),
                                new AccountId(UUID.fromString(tenant.accountId())),
                                Instant.now()));
        return id.toString();
    }

    /** Long after all auctions here; no other block is in it. */
    private static Instant hourOfItsOwn() {
        return Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .plus(Duration.ofDays(2))
                .plus(Duration.ofHours(HOURS.incrementAndGet() % 8000));
    }

    /** Makes new in an example what must be. */
    void freshen(ObjectNode body, boolean operator) {
        if (body.has("vin")) {
            body.put("vin", Sales.vin());
        }
        if (body.has("reservation")) {
            body.put("reservation", reservation());
        }
        if (body.has("startsAt")) {
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(1, ChronoUnit.HOURS);
            body.put("startsAt", start.toString());
            body.put("endsAt", start.plus(1, ChronoUnit.HOURS).toString());
        }
        if (body.get("item") instanceof ObjectNode item) {
            if (item.get("capacityBlock") instanceof ObjectNode block && operator) {
                Instant from = hourOfItsOwn();
                block.put("pool", pool);
                block.put("from", from.toString());
                block.put("to", from.plus(1, ChronoUnit.HOURS).toString());
            } else {
                item.removeAll();
                item.put("vehicleId", vehicle());
            }
        }
    }
}
