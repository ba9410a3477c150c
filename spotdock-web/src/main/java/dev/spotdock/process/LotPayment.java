package dev.spotdock.process;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.FindLot;
import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.CaptureRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.InvoiceSale;
import dev.spotdock.billing.LockWallets;
import dev.spotdock.billing.PaySeller;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Quantities;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Lets the winner of a lot pay, and hands the lot over, within the caller's transaction. */
@Component
class LotPayment {

    private final Commands commands;
    private final QueryGateway queries;
    private final SaleProperties settings;

    /** Queries lazily, because handlers that ask are made before the bus. */
    LotPayment(Commands commands, @Lazy QueryGateway queries, SaleProperties settings) {
        this.commands = commands;
        this.queries = queries;
        this.settings = settings;
    }

    /**
     * Takes the price from the winner's wallet, pays the seller, issues both invoices, settles the
     * lot. All or nothing; repeating it changes nothing.
     *
     * @return false if the winner has too little free money
     */
    boolean collect(LotAwarded sale, Instant at) {
        UUID reference = reference(sale);
        commands.send(new LockWallets(List.of(sale.winner(), sale.seller())));
        if (!isHeld(commands.send(new HoldFunds(sale.winner(), reference, sale.amount())))) {
            return false;
        }
        capture(sale, reference, at);
        // Refused, it stays earned: the buyer's part is done.
        var _ = commands.send(new PaySeller(reference, at));
        commands.send(new InvoiceSale(reference, item(sale), at));
        if (sale.item().capacityBlock() != null) {
            // A lot is one reservation at most: it has the lot's id.
            commands.send(
                    new GrantReservation(
                            sale.lotId(),
                            new ReservationId(sale.lotId().value()),
                            sale.winner(),
                            at));
        }
        commands.send(new SettleLot(sale.lotId(), sale.round(), at));
        return true;
    }

    /** The same whenever the round is looked at again. */
    static UUID reference(LotAwarded sale) {
        return UUID.nameUUIDFromBytes(
                "lot/%s/%d".formatted(sale.lotId(), sale.round()).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHeld(Outcome<Money, BillingRejection> outcome) {
        return switch (outcome) {
            case Outcome.Done<Money, BillingRejection> _ -> true;
            case Outcome.Refused<Money, BillingRejection>(BillingRejection refusal) ->
                    switch (refusal) {
                        case BillingRejection.InsufficientFunds _,
                                BillingRejection.UnknownWallet _ ->
                                false;
                        case BillingRejection.ReferenceReused _,
                                BillingRejection.BalanceTooHigh _ ->
                                throw new IllegalStateException(refusal.message());
                    };
        };
    }

    private void capture(LotAwarded sale, UUID reference, Instant at) {
        Outcome<Money, CaptureRejection> captured =
                commands.send(
                        new CaptureHold(
                                reference,
                                sale.seller(),
                                sale.amount(),
                                settings.fee(sale.amount()),
                                at));
        if (captured
                instanceof Outcome.Refused<Money, CaptureRejection>(CaptureRejection refusal)) {
            throw new IllegalStateException(
                    "payment of lot %s: %s".formatted(sale.lotId(), refusal.message()));
        }
    }

    private String item(LotAwarded sale) {
        CapacityBlock block = sale.item().capacityBlock();
        return block == null ? vehicle(sale) : capacity(block);
    }

    private String vehicle(LotAwarded sale) {
        VehicleDetails vehicle =
                queries.query(
                                new FindLot(sale.lotId(), new Actor(sale.seller(), true)),
                                ResponseTypes.optionalInstanceOf(LotDetails.class))
                        .join()
                        .map(LotDetails::vehicle)
                        .orElseThrow();
        return shortened(
                "%d %s %s, VIN %s"
                        .formatted(vehicle.year(), vehicle.make(), vehicle.model(), vehicle.vin()));
    }

    private static String capacity(CapacityBlock block) {
        return "%s vCPU, %s, %d GPU in pool %s, %s to %s"
                .formatted(
                        Quantities.cpu(block.resources().cpuMillis()),
                        Quantities.memory(block.resources().memoryMiB()),
                        block.resources().gpus(),
                        block.pool(),
                        block.from(),
                        block.to());
    }

    private static String shortened(String text) {
        return text.length() <= InvoiceSale.ITEM_LENGTH_MAX
                ? text
                : text.substring(0, InvoiceSale.ITEM_LENGTH_MAX - 1) + "…";
    }
}
