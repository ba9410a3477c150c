package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.auctions.ListBids;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the caller's own bids. */
@RestController
@RequestMapping("/api/v1/bids")
@Tag(name = "Bids")
class BidQueryController {

    private static final String LIST = "bids";
    private static final String HISTORY = "bid-history";

    private final Ask ask;
    private final BidViews views;

    BidQueryController(Ask ask, BidViews views) {
        this.ask = ask;
        this.views = views;
    }

    @GetMapping
    @Operation(operationId = "listBids", summary = "Lists own bids, newest first")
    Listing<BidView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(schema = @Schema(implementation = BidStatus.class))
                    @RequestParam(required = false)
                    @Nullable String status,
            @RequestParam(required = false) @Nullable String pool,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        BidId before = page.after(LIST, errors, BidId::of);
        BidStatus wanted = status(status, errors);
        if (pool != null && !Fields.isStorable(pool)) {
            errors.addParameter("pool", "must be the name of a pool");
        }
        errors.refuseIfAny();
        List<BidDetails> found =
                ask.many(
                        new ListBids(caller.accountId(), wanted, pool, before, size + 1),
                        BidDetails.class);
        return Listing.of(
                found, size, bid -> new Cursor(LIST, bid.bidId().toString()), views.quoted(found));
    }

    private static @Nullable BidStatus status(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return null;
        }
        for (BidStatus status : BidStatus.values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        errors.addParameter("status", "must be one of " + Arrays.toString(BidStatus.values()));
        return null;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findBid", summary = "Shows a bid")
    ResponseEntity<BidView> find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        BidDetails bid = find(ask, PathId.of(id, BidId::new), caller.accountId());
        return ResponseEntity.ok().eTag(BidViews.eTag(bid)).body(views.quoted(bid));
    }

    @GetMapping("/{id}/history")
    @Operation(
            operationId = "listBidTransitions",
            summary = "Lists every transition of a bid, oldest first")
    Listing<TransitionView> history(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        BidDetails bid = find(ask, PathId.of(id, BidId::new), caller.accountId());
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Integer from = page.after(HISTORY, errors, Integer::parseUnsignedInt);
        errors.refuseIfAny();
        return Listing.of(
                HISTORY,
                ask.many(new ListBidTransitions(bid.bidId(), caller.accountId()), Transition.class),
                from == null || from < 0 ? 0 : from,
                size,
                views::of);
    }

    /**
     * The owner's bid.
     *
     * @throws Problem {@code not-found} if there is none or it is somebody else's
     */
    static BidDetails find(Ask ask, BidId bidId, AccountId owner) {
        return ask.one(new FindBid(bidId, owner), BidDetails.class)
                .orElseThrow(() -> Problem.notFound("there is no such bid"));
    }
}
