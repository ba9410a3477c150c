package dev.spotdock.web.rest.webhooks;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.idempotency.RepeatableRequest;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.webhook.Deliveries;
import dev.spotdock.web.webhook.Delivery.Status;
import dev.spotdock.web.webhook.TestCalls;
import dev.spotdock.web.webhook.TestCalls.Result;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of events that an own webhook was to be told; tells them again; test calls. */
@RestController
@RequestMapping(WebhooksController.PATH + "/{id}")
@Tag(name = "Webhooks")
class DeliveriesController {

    private static final String LIST = "webhook-deliveries";

    private final Deliveries deliveries;
    private final TestCalls testCalls;
    private final Feed feed;
    private final Idempotency idempotency;
    private final Transactions transactions;

    DeliveriesController(
            Deliveries deliveries,
            TestCalls testCalls,
            Feed feed,
            Idempotency idempotency,
            Transactions transactions) {
        this.deliveries = deliveries;
        this.testCalls = testCalls;
        this.feed = feed;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    /** What came back from a test call. */
    @Schema(name = "WebhookTestCall")
    record TestCallView(
            @Schema(description = "the call's webhook-id") UUID eventId,
            @Schema(description = "whether the answer was a success") boolean delivered,
            @Schema(description = "HTTP status of the answer") @Nullable Integer status,
            @Schema(description = "until the answer's end") long durationMillis,
            @Schema(description = "why it is no success") @Nullable String error) {

        static TestCallView of(Result result) {
            return new TestCallView(
                    result.eventId(),
                    result.delivered(),
                    result.status(),
                    result.durationMillis(),
                    result.error());
        }
    }

    /** What is told again. */
    @Schema(name = "WebhookReplay")
    record ReplayView(
            @Schema(description = "what comes after this position") @Nullable String after,
            @Schema(description = "how many that had failed; ask again until it is 0")
                    @Nullable Integer failed) {}

    @Cost
    @PostMapping("/test")
    @Operation(
            operationId = "testWebhook",
            summary = "Calls the webhook once, now",
            description =
                    "With an event of the type webhook.test, signed like others, and tells what"
                            + " came back. Not repeated, not listed; also while it is disabled.")
    @ApiResponse(
            responseCode = "200",
            description = "The call was made, or could not be: see error",
            content = @Content(schema = @Schema(implementation = TestCallView.class)))
    ResponseEntity<?> test(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        RepeatableRequest repeatable = Requests.repeatable("test-webhook", request);
        Optional<ResponseEntity<?>> earlier = idempotency.earlier(caller, repeatable);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Result result = testCalls.call(caller, wanted); // outside any transaction
        return idempotency.once(
                caller, repeatable, () -> ResponseEntity.ok().body(TestCallView.of(result)));
    }

    @GetMapping("/deliveries")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "Lists what became of events, later ones first",
            description =
                    "Those with the status failed are the dead-letter list: no attempt is left.")
    Listing<DeliveryView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(schema = @Schema(allowableValues = {"pending", "delivered", "failed"}))
                    @RequestParam(required = false)
                    @Nullable String status,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        UUID wanted = PathId.of(id, Function.<UUID>identity());
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long before = page.after(LIST, errors, Long::valueOf);
        Status some = status(status, errors);
        errors.refuseIfAny();
        return Listing.of(
                deliveries.list(caller, wanted, some, before, size + 1),
                size,
                delivery -> new Cursor(LIST, Long.toString(delivery.position())),
                DeliveryView::of);
    }

    private static @Nullable Status status(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return null;
        }
        Optional<Status> status = Status.ofWireName(text);
        if (status.isEmpty()) {
            errors.addParameter("status", "must be pending, delivered or failed");
        }
        return status.orElse(null);
    }

    @PostMapping("/deliveries/{deliveryId}/replay")
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Tells one event again",
            description = "Now, with all attempts, whatever became of it.")
    @ApiResponse(
            responseCode = "200",
            description = "It is pending",
            content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    ResponseEntity<?> replayOne(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @PathVariable String deliveryId,
            HttpServletRequest request) {
        UUID webhook = PathId.of(id, Function.<UUID>identity());
        UUID delivery = PathId.of(deliveryId, Function.<UUID>identity());
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.once(
                        caller,
                        Requests.repeatable("replay-webhook-delivery", request),
                        () ->
                                ResponseEntity.ok()
                                        .body(
                                                DeliveryView.of(
                                                        deliveries.replay(
                                                                caller, webhook, delivery)))));
    }

    @PostMapping("/replay")
    @Operation(
            operationId = "replayWebhook",
            summary = "Tells events again",
            description =
                    "All that come after a position of the feed and are not waiting anyway, or all"
                            + " that failed, with all attempts.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = ReplayRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "what failed",
                                                            value = "{\"failed\": true}"))))
    @ApiResponse(
            responseCode = "200",
            description = "They are pending, or will be soon",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    ResponseEntity<?> replay(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        UUID webhook = PathId.of(id, Function.<UUID>identity());
        InputErrors errors = new InputErrors();
        ReplayRequest.Wish wish = ReplayRequest.read(body, feed, errors);
        errors.refuseIfAny();
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.once(
                        caller,
                        Requests.repeatable("replay-webhook", request, body),
                        () -> ResponseEntity.ok().body(replayed(caller, webhook, wish.after()))));
    }

    private ReplayView replayed(Caller caller, UUID webhook, @Nullable Long after) {
        if (after == null) {
            return new ReplayView(null, deliveries.replayFailed(caller, webhook));
        }
        deliveries.replayAfter(caller, webhook, after);
        return new ReplayView(Long.toString(after), null);
    }
}
