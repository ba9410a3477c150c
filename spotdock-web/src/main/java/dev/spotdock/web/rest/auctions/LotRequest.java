package dev.spotdock.web.rest.auctions;

import static java.util.Objects.requireNonNullElse;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A lot as a request wishes for it: types are right, meanings unread. */
@Schema(name = "LotRequest")
record LotRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ItemInput item,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "the least first bid")
                @Nullable AmountInput startingPrice,
        @Schema(
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "the least step to the next bid")
                @Nullable AmountInput increment,
        @Schema(description = "hidden; it is not sold for less") @Nullable AmountInput reservePrice,
        @Schema(description = "for who takes it before the first valid bid")
                @Nullable AmountInput buyNowPrice) {

    private static final Money SOME = Money.ofMicros(1);

    /** Reads a body, notes wrong types, missing and unknown fields at any depth. */
    static LotRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("item").require("startingPrice").require("increment");
        LotRequest request =
                new LotRequest(
                        ItemInput.read(fields, errors),
                        AmountInput.read(fields, "startingPrice"),
                        AmountInput.read(fields, "increment"),
                        AmountInput.read(fields, "reservePrice"),
                        AmountInput.read(fields, "buyNowPrice"));
        fields.refuseOthers();
        return request;
    }

    /** The command; what was noted as missing or wrong is something else in it. */
    AddLot command(
            LotId lotId,
            AuctionId auctionId,
            Actor by,
            Instant at,
            SiteCurrency site,
            InputErrors errors) {
        return new AddLot(
                lotId,
                auctionId,
                by,
                item == null ? ItemInput.NONE : item.parse(errors),
                requireNonNullElse(amount("/startingPrice", startingPrice, site, errors), SOME),
                requireNonNullElse(amount("/increment", increment, site, errors), SOME),
                amount("/reservePrice", reservePrice, site, errors),
                amount("/buyNowPrice", buyNowPrice, site, errors),
                at);
    }

    private static @Nullable Money amount(
            String pointer, @Nullable AmountInput input, SiteCurrency site, InputErrors errors) {
        return input == null ? null : input.parse(pointer, site, errors);
    }
}
