package dev.spotdock.web.rest.webhooks;

import static java.util.Objects.requireNonNull;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.IfMatch;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.webhook.HookAddress;
import dev.spotdock.web.webhook.Webhook;
import dev.spotdock.web.webhook.Webhooks;
import dev.spotdock.web.webhook.Webhooks.Change;
import dev.spotdock.web.webhook.Webhooks.Made;
import dev.spotdock.web.webhook.Webhooks.Wish;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The caller's webhooks: makes, shows, changes and deletes them, and rotates their secrets. */
@RestController
@RequestMapping(WebhooksController.PATH)
@Tag(name = "Webhooks")
class WebhooksController {

    static final String PATH = "/api/v1/webhooks";

    private static final String LIST = "webhooks";

    private final Webhooks webhooks;
    private final HookAddress addresses;
    private final Idempotency idempotency;
    private final Transactions transactions;

    WebhooksController(
            Webhooks webhooks,
            HookAddress addresses,
            Idempotency idempotency,
            Transactions transactions) {
        this.webhooks = webhooks;
        this.addresses = addresses;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @PostMapping
    @Operation(
            operationId = "makeWebhook",
            summary = "Has events sent to an address",
            description =
                    "What happens from now on, and the account may see, as CloudEvents, signed by"
                            + " Standard Webhooks. The secret is shown once, here; a repeated"
                            + " request omits it. 409 with limit and used if there are as many"
                            + " webhooks as an account may have.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = WebhookRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "own bids",
                                                            value =
                                                                    """
                                                                    {"url": "https://hooks.customer.example/spotdock", "types": ["bid.*", "wallet.low"]}\
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The webhook, with its secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    ResponseEntity<?> make(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        InputErrors errors = new InputErrors();
        Wish wish = WebhookRequest.read(body, addresses, errors);
        errors.refuseIfAny();
        return make(caller, requireNonNull(wish), request);
    }

    private ResponseEntity<?> make(Caller caller, Wish wish, HttpServletRequest request) {
        List<String> known = new ArrayList<>(wish.types());
        known.add(wish.url());
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.once(
                        caller,
                        Requests.repeatable("make-webhook", request, known),
                        () -> {
                            Made made = webhooks.make(caller, wish);
                            return ResponseEntity.created(
                                            URI.create(PATH + "/" + made.webhook().id()))
                                    .eTag(WebhookView.eTag(made.webhook()))
                                    .body(WebhookView.of(made));
                        }));
    }

    @GetMapping
    @Operation(operationId = "listWebhooks", summary = "Lists own webhooks, newest first")
    Listing<WebhookView> list(
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
                webhooks.list(caller, before, size + 1),
                size,
                webhook -> new Cursor(LIST, webhook.id().toString()),
                WebhookView::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findWebhook", summary = "Shows an own webhook")
    ResponseEntity<WebhookView> find(
            @AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return shown(webhooks.find(caller, PathId.of(id, Function.<UUID>identity())));
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeWebhook",
            summary = "Changes address or types, disables, enables",
            description =
                    "What was not sent while it was disabled is sent when it is enabled, as far"
                            + " as the feed still has it.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    WebhookChangeRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "enable",
                                                            value =
                                                                    """
                                                                    {"enabled": true, "types": ["bid.*"]}\
                                                                    """))))
    ResponseEntity<WebhookView> change(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(description = "the webhook's ETag, required; * for any version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody JsonBody body) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        Set<Long> versions = IfMatch.versions(ifMatch);
        InputErrors errors = new InputErrors();
        Change change = WebhookChangeRequest.read(body, addresses, errors);
        errors.refuseIfAny();
        return shown(
                transactions.inTransaction(
                        () -> webhooks.change(caller, wanted, change, versions)));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Deletes an own webhook, with its queue and its deliveries",
            description = "A call that is under way ends.")
    @ApiResponse(
            responseCode = "200",
            description = "It is deleted; this is how it was",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    WebhookView delete(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        return transactions.inTransaction(() -> WebhookView.of(webhooks.remove(caller, wanted)));
    }

    @PostMapping("/{id}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Makes another secret",
            description =
                    "It is shown once, here; a repeated request omits it. For a while calls carry"
                            + " the signatures of both.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = SecretRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "both for a day",
                                                            value = "{\"overlap\": \"PT24H\"}"))))
    @ApiResponse(
            responseCode = "200",
            description = "The webhook, with its new secret",
            content = @Content(schema = @Schema(implementation = WebhookView.class)))
    ResponseEntity<?> rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        InputErrors errors = new InputErrors();
        SecretRequest.Wish wish = SecretRequest.read(body, errors);
        errors.refuseIfAny();
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.once(
                        caller,
                        Requests.repeatable(
                                "rotate-webhook-secret",
                                request,
                                List.of(String.valueOf(wish.overlap()))),
                        () -> {
                            Made made =
                                    webhooks.rotate(caller, wanted, wish.secret(), wish.overlap());
                            return ResponseEntity.ok()
                                    .eTag(WebhookView.eTag(made.webhook()))
                                    .body(WebhookView.of(made));
                        }));
    }

    private static ResponseEntity<WebhookView> shown(Webhook webhook) {
        return ResponseEntity.ok().eTag(WebhookView.eTag(webhook)).body(WebhookView.of(webhook));
    }
}
