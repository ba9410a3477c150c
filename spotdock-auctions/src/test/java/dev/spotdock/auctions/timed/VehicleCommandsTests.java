package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionRejection.InvalidInput.Problem;
import dev.spotdock.auctions.FindVehicle;
import dev.spotdock.auctions.ListVehicles;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.VehicleDetails;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class VehicleCommandsTests {

    private final Saleroom room = Saleroom.fresh();
    private final VehicleCommands queries = room.market.bean(VehicleCommands.class);

    @Test
    void keepsWhatWasSaid() {
        String vin = Saleroom.vin();
        VehicleDetails vehicle = room.done(room.newVehicle(" " + vin.toLowerCase(Locale.ROOT)));
        assertThat(vehicle.vin()).isEqualTo(vin);
        assertThat(queries.handle(new FindVehicle(vehicle.vehicleId(), Saleroom.SELLER)))
                .contains(vehicle);
        assertThat(queries.handle(new FindVehicle(vehicle.vehicleId(), Saleroom.bidder(1))))
                .isEmpty();
    }

    @Test
    void listsAnOwnersNewestFirstPageByPage() {
        VehicleDetails first = room.vehicle();
        VehicleDetails second = room.vehicle();
        VehicleDetails third = room.vehicle();
        assertThat(queries.handle(new ListVehicles(Saleroom.SELLER, null, 2)))
                .containsExactly(third, second);
        assertThat(queries.handle(new ListVehicles(Saleroom.SELLER, second.vehicleId(), 2)))
                .containsExactly(first);
        assertThat(queries.handle(new ListVehicles(Saleroom.bidder(1), null, 2))).isEmpty();
    }

    @Test
    void saysAllThatIsWrongAtOnceAndKeepsNothing() {
        RegisterVehicle good = room.newVehicle("1M8GDM9AXKP042789");
        RegisterVehicle bad =
                new RegisterVehicle(
                        good.vehicleId(),
                        good.owner(),
                        good.vin(),
                        " ",
                        "m".repeat(101),
                        2100,
                        -1,
                        "d".repeat(4001),
                        good.at());
        assertThat(Saleroom.invalid(room.refused(bad)).problems())
                .extracting(Problem::field)
                .containsExactly("vin", "make", "model", "year", "mileageKm", "description");
        assertThat(room.market.count("vehicle")).isZero();
    }
}
