package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.FindWallet;
import dev.spotdock.billing.ListEntries;
import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.billing.WalletDetails;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the caller's own wallet. */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class WalletController {

    private static final String LIST = "entries";

    private final Ask ask;
    private final SiteCurrency site;

    WalletController(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    @GetMapping
    @Operation(operationId = "findWallet", summary = "Shows the own wallet")
    WalletView find(@AuthenticationPrincipal Caller caller) {
        return WalletView.of(existing(caller), site);
    }

    @GetMapping("/entries")
    @Operation(
            operationId = "listWalletEntries",
            summary = "Lists every change of the balance, newest first")
    Listing<EntryView> entries(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long before = page.after(LIST, errors, Long::valueOf);
        errors.refuseIfAny();
        WalletDetails wallet = existing(caller);
        List<Entry> found =
                ask.many(
                        new ListEntries(
                                wallet.accountId(),
                                before == null ? Long.MAX_VALUE : before,
                                size + 1),
                        Entry.class);
        return Listing.of(
                found,
                size,
                entry -> new Cursor(LIST, Long.toString(entry.position())),
                entry -> EntryView.of(entry, site));
    }

    private WalletDetails existing(Caller caller) {
        return ask.one(new FindWallet(caller.accountId()), WalletDetails.class)
                .orElseThrow(() -> Problem.notFound("the account has no wallet"));
    }
}
