package dev.spotdock.web.rest.keys;

import static java.util.Objects.requireNonNull;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.OwnKeys;
import dev.spotdock.web.security.OwnKeys.Wish;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Makes, lists and revokes the caller's own keys. */
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "Identity")
class KeysController {

    private static final String LIST = "api-keys";

    private final OwnKeys keys;
    private final Idempotency idempotency;
    private final Transactions transactions;
    private final InstantSource clock;

    KeysController(
            OwnKeys keys, Idempotency idempotency, Transactions transactions, InstantSource clock) {
        this.keys = keys;
        this.idempotency = idempotency;
        this.transactions = transactions;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "makeApiKey",
            summary = "Makes a key of one's own",
            description =
                    "Its secret is shown once, here; a repeated request omits it. It may at most"
                            + " what the credential may that makes it. 409 with limit and used if"
                            + " there are as many keys as an account may have.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = KeyRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "bids only",
                                                            value =
                                                                    """
                                                                    {"name": "deployment", "scopes": ["bids:read", "bids:write"]}\
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The key, with its secret",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    ResponseEntity<?> make(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        InputErrors errors = new InputErrors();
        Wish wish = KeyRequest.read(body, clock.instant(), errors);
        errors.refuseIfAny();
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.once(
                        caller,
                        Requests.repeatable("make-api-key", request, body),
                        () ->
                                ResponseEntity.status(201)
                                        .body(
                                                KeyView.of(
                                                        keys.make(caller, requireNonNull(wish))))));
    }

    @GetMapping
    @Operation(
            operationId = "listApiKeys",
            summary = "Lists own keys, newest first, revoked and expired ones too")
    Listing<KeyView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        UUID before = page.after(LIST, errors, UUID::fromString);
        errors.refuseIfAny();
        return Listing.of(
                keys.list(caller, before, size + 1),
                size,
                key -> new Cursor(LIST, key.id().toString()),
                KeyView::of);
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revokes an own key",
            description = "At once, on every instance. May be repeated.")
    @ApiResponse(
            responseCode = "200",
            description = "It is revoked; this is how it was",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    KeyView revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        return transactions.inTransaction(() -> KeyView.of(keys.revoke(caller, wanted)));
    }
}
