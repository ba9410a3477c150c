package dev.spotdock.web.rest.nodes;

import dev.spotdock.compute.CordonNode;
import dev.spotdock.compute.DrainNode;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.UncordonNode;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes nodes out of the market and back, for operators. */
@RestController
@RequestMapping("/api/v1/nodes/{name}")
@Tag(name = "Nodes")
class NodeChangesController {

    private final NodeChanges changes;
    private final Idempotency idempotency;

    NodeChangesController(NodeChanges changes, Idempotency idempotency) {
        this.changes = changes;
        this.idempotency = idempotency;
    }

    @PostMapping("/cordon")
    @Operation(
            operationId = "cordonNode",
            summary = "Lets a node take no new work (operator)",
            description =
                    "What runs there goes on. May be repeated; lasts until the node is uncordoned,"
                            + " also while it is lost.")
    @ApiResponse(
            responseCode = "200",
            description = "It is cordoned",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "It is being drained, and stays so",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    ResponseEntity<?> cordon(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        return once(caller, "cordon-node", request, () -> changes.change(name, CordonNode::new));
    }

    @PostMapping("/uncordon")
    @Operation(
            operationId = "uncordonNode",
            summary = "Lets a node take work again (operator)",
            description = "Ends a drain, too; notices already given stand. May be repeated.")
    @ApiResponse(
            responseCode = "200",
            description = "It is for sale, or will be when it is seen again",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    ResponseEntity<?> uncordon(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        return once(
                caller, "uncordon-node", request, () -> changes.change(name, UncordonNode::new));
    }

    @PostMapping("/drain")
    @Operation(
            operationId = "drainNode",
            summary = "Cordons a node and gives notice to what runs there (operator)",
            description = "May be repeated.")
    @ApiResponse(
            responseCode = "200",
            description = "Nothing is on it",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Its work is given notice; look at the nodes until it is DRAINED",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    ResponseEntity<?> drain(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String name,
            HttpServletRequest request) {
        return once(caller, "drain-node", request, () -> changes.change(name, DrainNode::new));
    }

    @DeleteMapping
    @Operation(
            operationId = "removeNode",
            summary = "Removes a node on which nothing is left (operator)",
            description =
                    "For good, if it is a simulated one. 409 while work is on it, drained or not;"
                            + " and while another provider than the simulated one still reports"
                            + " it.")
    @ApiResponse(
            responseCode = "200",
            description = "It is gone; this is how it was",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    NodeView remove(@PathVariable String name) {
        return changes.remove(name);
    }

    private ResponseEntity<?> once(
            Caller caller,
            String operation,
            HttpServletRequest request,
            Supplier<NodeView> change) {
        return idempotency.once(
                caller,
                Requests.repeatable(operation, request),
                () -> {
                    NodeView node = change.get();
                    int status = node.state() == NodeState.DRAINING ? 202 : 200;
                    return ResponseEntity.status(status).body(node);
                });
    }
}
