package dev.spotdock.web.rest.auctions;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.ListLotLosses.Place;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Redis has lost of lots, for whoever has to settle them. */
@RestController
@RequestMapping("/api/v1/lot-losses")
@Tag(name = "Auctions")
class LotLossesController {

    private static final String LIST = "lot-losses";
    private static final String BETWEEN = " ";

    private final Ask ask;

    LotLossesController(Ask ask) {
        this.ask = ask;
    }

    /** Numbers of a lot that no bid has, nor ever will. */
    @Schema(name = "LotLoss")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LotLossView(
            UUID lotId,
            long from,
            @Schema(description = "included") long to,
            @Schema(
                            description =
                                    "the greatest of them that a bidder is known to have been told;"
                                            + " null: none is")
                    @Nullable Long acknowledged,
            @Schema(description = "whether the lot has to be decided by an operator")
                    boolean byHand,
            Instant foundAt) {

        static LotLossView of(LotLoss loss) {
            return new LotLossView(
                    loss.lotId().value(),
                    loss.lostFrom(),
                    loss.lostTo(),
                    loss.acknowledged(),
                    loss.byHand(),
                    loss.foundAt());
        }
    }

    @GetMapping
    @Operation(
            operationId = "listLotLosses",
            summary = "Lists the numbers of bids on lots that are lost, latest first (operator)",
            description =
                    "Redis lost them before they were stored. Where one may have been acknowledged"
                            + " the lot is held, and decided by POST /api/v1/lots/{id}/decide.")
    Listing<LotLossView> list(
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Place after = page.after(LIST, errors, LotLossesController::place);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(new ListLotLosses(after, size + 1), LotLoss.class),
                size,
                loss -> new Cursor(LIST, text(loss.place())),
                LotLossView::of);
    }

    private static String text(Place place) {
        return place.foundAt() + BETWEEN + place.lotId() + BETWEEN + place.lostFrom();
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException if it is none
     */
    private static Place place(String text) {
        String[] parts = text.split(BETWEEN, -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("no place in this list");
        }
        try {
            return new Place(
                    Instant.parse(parts[0]), LotId.of(parts[1]), Long.parseUnsignedLong(parts[2]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no place in this list", e);
        }
    }
}
