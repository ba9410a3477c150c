package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.FindPriceShare;
import dev.spotdock.auctions.FindPriceShare.PriceShare;
import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.CsvTable;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what capacity cost. */
@RestController
@RequestMapping("/api/v1/pools/{pool}/prices")
@Tag(name = "Pools")
class PricesController {

    private static final String LIST = "prices";

    private final Ask ask;
    private final PriceTable table;
    private final SiteCurrency site;
    private final InstantSource clock;

    PricesController(Ask ask, PriceTable table, SiteCurrency site, InstantSource clock) {
        this.ask = ask;
        this.table = table;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping
    @Operation(
            operationId = "listPrices",
            summary = "Lists a pool's market prices, newest first",
            description =
                    "Each holds until the next; 90 days are kept. With Accept: text/csv a table of"
                            + " at most a million rows, 100000 if no limit is given.")
    Listing<TickView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String pool,
            @Parameter(description = "first instant") @RequestParam(required = false)
                    @Nullable String from,
            @Parameter(description = "first instant not listed") @RequestParam(required = false)
                    @Nullable String to,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PriceRange range = PriceRange.read(from, to, errors);
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long before = page.after(LIST, errors, Long::valueOf);
        errors.refuseIfAny();
        PriceRange rest = before == null ? range : range.before(Instant.ofEpochMilli(before));
        List<Tick> found =
                ask.many(
                        new ListPrices(
                                existing(pool), viewer(caller), rest.from(), rest.to(), size + 1),
                        Tick.class);
        return Listing.of(
                found,
                size,
                tick -> new Cursor(LIST, Long.toString(tick.at().toEpochMilli())),
                tick -> TickView.of(tick, site));
    }

    @Cost
    @GetMapping(produces = CsvTable.MEDIA_TYPE)
    @Operation(operationId = "listPrices")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvTable.MEDIA_TYPE, schema = @Schema(type = "string")))
    void table(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String pool,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        InputErrors errors = new InputErrors();
        PriceRange range = PriceRange.read(from, to, errors);
        int rows = CsvTable.rows(limit, errors);
        errors.refuseIfAny();
        String name = existing(pool);
        response.setContentType(CsvTable.CONTENT_TYPE);
        table.write(name, viewer(caller), range, rows, response.getOutputStream());
    }

    @GetMapping("/percentiles")
    @Operation(
            operationId = "findPriceShare",
            summary = "Shows how a pool's market price was spread over the last 24 h",
            description =
                    "The prices that were enough for 10 to 90 % of the time and, for a unit price,"
                            + " in which share of it a bid of that effective unit price would have"
                            + " run.")
    PriceShareView percentiles(
            @PathVariable String pool,
            @Parameter(description = "per slot-hour, a plain decimal such as 0.05")
                    @RequestParam(required = false)
                    @Nullable String unitPrice) {
        InputErrors errors = new InputErrors();
        Long price = unitPrice(unitPrice, errors);
        errors.refuseIfAny();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ask.one(new FindPriceShare(pool, price, now), PriceShare.class)
                .map(share -> PriceShareView.of(share, price, site))
                .orElseThrow(PricesController::noSuchPool);
    }

    private static @Nullable Long unitPrice(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return null;
        }
        try {
            Money price = Money.parse(text);
            if (!price.isNegative()) {
                return price.micros();
            }
            errors.addParameter("unitPrice", "must be at least 0");
        } catch (IllegalArgumentException e) {
            errors.addParameter("unitPrice", String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** Operators see everybody's bids. */
    private static @Nullable AccountId viewer(Caller caller) {
        return caller.isOperator() ? null : caller.accountId();
    }

    private String existing(String pool) {
        return ask.one(new FindPool(pool), PoolDetails.class)
                .map(PoolDetails::name)
                .orElseThrow(PricesController::noSuchPool);
    }

    private static Problem noSuchPool() {
        return Problem.notFound("there is no such pool");
    }
}
