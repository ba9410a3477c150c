package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.ListBookLevels;
import dev.spotdock.auctions.ListBookLevels.Level;
import dev.spotdock.auctions.ListPools;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.compute.ListNodes;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the pools. */
@RestController
@RequestMapping("/api/v1/pools")
@Tag(name = "Pools")
class PoolsController {

    private static final String LIST = "pools";

    private final Ask ask;
    private final SiteCurrency site;

    PoolsController(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    @GetMapping
    @Operation(operationId = "listPools", summary = "Lists the pools, by name")
    Listing<PoolView> list(
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        String after = page.after(LIST, errors, Function.identity());
        errors.refuseIfAny();
        Map<String, String> providers = providers();
        List<PoolDetails> rest =
                ask.many(new ListPools(), PoolDetails.class).stream()
                        .filter(pool -> after == null || pool.name().compareTo(after) > 0)
                        .toList();
        return Listing.of(
                rest,
                size,
                pool -> new Cursor(LIST, pool.name()),
                pool -> PoolView.of(pool, providers.get(pool.name()), site));
    }

    @GetMapping("/{pool}")
    @Operation(operationId = "findPool", summary = "Shows a pool")
    PoolView find(@PathVariable String pool) {
        return PoolView.of(existing(pool), providers().get(pool), site);
    }

    @GetMapping("/{pool}/book")
    @Operation(
            operationId = "readBook",
            summary = "Shows a pool's depth, best price first",
            description = "The best price levels of what waits, without identities.")
    BookView book(
            @PathVariable String pool,
            @Parameter(description = "levels, 1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit) {
        InputErrors errors = new InputErrors();
        int size = new PageQuery(limit, null).size(errors);
        errors.refuseIfAny();
        String name = existing(pool).name();
        return BookView.of(ask.many(new ListBookLevels(name, size), Level.class), site);
    }

    private PoolDetails existing(String pool) {
        return ask.one(new FindPool(pool), PoolDetails.class)
                .orElseThrow(() -> Problem.notFound("there is no such pool"));
    }

    /** Who provides the nodes, by pool. */
    private Map<String, String> providers() {
        return ask.many(new ListNodes(), NodeDetails.class).stream()
                .collect(
                        Collectors.toMap(
                                NodeDetails::pool, NodeDetails::provider, (first, _) -> first));
    }
}
