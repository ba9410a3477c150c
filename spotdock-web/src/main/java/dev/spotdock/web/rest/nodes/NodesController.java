package dev.spotdock.web.rest.nodes;

import dev.spotdock.auctions.ListOffers;
import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.compute.ListNodes;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows nodes and adds simulated ones, for operators. */
@RestController
@RequestMapping("/api/v1/nodes")
@Tag(name = "Nodes")
class NodesController {

    private static final String LIST = "nodes";

    private final Ask ask;
    private final NodeAddition addition;
    private final Idempotency idempotency;

    NodesController(Ask ask, NodeAddition addition, Idempotency idempotency) {
        this.ask = ask;
        this.addition = addition;
        this.idempotency = idempotency;
    }

    @GetMapping
    @Operation(operationId = "listNodes", summary = "Lists the nodes, by name (operator)")
    Listing<NodeView> list(
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
        Map<String, Offer> offers =
                ask.many(new ListOffers(), Offer.class).stream()
                        .collect(Collectors.toMap(Offer::node, Function.identity()));
        List<NodeDetails> rest =
                ask.many(new ListNodes(), NodeDetails.class).stream()
                        .filter(node -> after == null || node.name().compareTo(after) > 0)
                        .toList();
        return Listing.of(
                rest,
                size,
                node -> new Cursor(LIST, node.name()),
                node -> NodeView.of(node, offers.get(node.name())));
    }

    @PostMapping
    @Operation(
            operationId = "addSimulatedNode",
            summary = "Adds a node to the simulated provider (operator)",
            description = "409 if another provider is in use.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = NodeRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "node",
                                                            value =
                                                                    """
                                                                    {"name": "sim-5", "pool": "default",
                                                                     "resources": {"cpu": "8", "memory": "32Gi", "gpu": 0}}\
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The node is there; the market takes it up soon",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    ResponseEntity<?> add(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("add-node", request, body),
                () -> ResponseEntity.status(201).body(NodeView.of(addition.add(body), null)));
    }
}
