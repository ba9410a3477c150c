package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.FindWallet;
import dev.spotdock.billing.ListEntries;
import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.billing.WalletDetails;
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
    private final EntryTable table;
    private final SiteCurrency site;

    WalletController(Ask ask, EntryTable table, SiteCurrency site) {
        this.ask = ask;
        this.table = table;
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
            summary = "Lists every change of the balance, newest first",
            description =
                    "With Accept: text/csv a table of at most a million rows, 100000 if no limit is"
                            + " given.")
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
        List<Entry> found =
                ask.many(
                        new ListEntries(
                                caller.accountId(),
                                before == null ? Long.MAX_VALUE : before,
                                size + 1),
                        Entry.class);
        if (found.isEmpty()) {
            existing(caller); // rates all that runs: not for each page
        }
        return Listing.of(
                found,
                size,
                entry -> new Cursor(LIST, Long.toString(entry.position())),
                entry -> EntryView.of(entry, site));
    }

    @Cost
    @GetMapping(path = "/entries", produces = CsvTable.MEDIA_TYPE)
    @Operation(operationId = "listWalletEntries")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = CsvTable.MEDIA_TYPE, schema = @Schema(type = "string")))
    void table(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletResponse response)
            throws IOException {
        InputErrors errors = new InputErrors();
        int rows = CsvTable.rows(limit, errors);
        errors.refuseIfAny();
        WalletDetails wallet = existing(caller);
        response.setContentType(CsvTable.CONTENT_TYPE);
        table.write(wallet.accountId(), rows, response.getOutputStream());
    }

    private WalletDetails existing(Caller caller) {
        return ask.one(new FindWallet(caller.accountId()), WalletDetails.class)
                .orElseThrow(() -> Problem.notFound("the account has no wallet"));
    }
}
