package dev.spotdock.web.rest.account;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.IfMatch;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.security.Account;
import dev.spotdock.web.security.AccountChanges;
import dev.spotdock.web.security.AccountChanges.Change;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows accounts and changes what they may do. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Identity")
class AccountsController {

    private static final String LIST = "accounts";

    private final Accounts accounts;
    private final AccountChanges changes;

    AccountsController(Accounts accounts, AccountChanges changes) {
        this.accounts = accounts;
        this.changes = changes;
    }

    @GetMapping
    @Operation(operationId = "listAccounts", summary = "Lists accounts, newest first (operator)")
    Listing<AccountDetailsView> list(
            @Parameter(description = "only the one of this address, in any case")
                    @RequestParam(required = false)
                    @Nullable String email,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        UUID before = page.after(LIST, errors, UUID::fromString);
        if (email != null && !Fields.isStorable(email)) {
            errors.addParameter("email", "must be an address");
        }
        errors.refuseIfAny();
        return Listing.of(
                accounts.list(email, before == null ? null : new AccountId(before), size + 1),
                size,
                account -> new Cursor(LIST, account.id().toString()),
                AccountDetailsView::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findAccount", summary = "Shows the own account, or any (operator)")
    ResponseEntity<AccountDetailsView> find(
            @AuthenticationPrincipal Caller caller, @PathVariable String id) {
        AccountId wanted = PathId.of(id, AccountId::new);
        if (!wanted.equals(caller.accountId()) && !caller.isOperator()) {
            throw Problem.notFound("there is no such account");
        }
        return shown(
                accounts.find(wanted)
                        .orElseThrow(() -> Problem.notFound("there is no such account")));
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeAccount",
            summary = "Changes roles, disables, enables (operator)",
            description =
                    "At once: the account's tokens end, its keys may what it may now, and nothing"
                            + " while it is disabled. 409 if no operator would be left.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    AccountChangeRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "seller",
                                                            value =
                                                                    "{\"roles\": [\"bidder\","
                                                                            + " \"seller\"]}"))))
    ResponseEntity<AccountDetailsView> change(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(description = "the account's ETag, required; * for any version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody JsonBody body) {
        AccountId wanted = PathId.of(id, AccountId::new);
        Set<Long> versions = IfMatch.versions(ifMatch);
        InputErrors errors = new InputErrors();
        Change change = AccountChangeRequest.read(body, errors);
        errors.refuseIfAny();
        return shown(changes.change(caller, wanted, change, versions));
    }

    private static ResponseEntity<AccountDetailsView> shown(Account account) {
        return ResponseEntity.ok()
                .eTag(AccountDetailsView.eTag(account))
                .body(AccountDetailsView.of(account));
    }
}
