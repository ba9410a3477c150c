package dev.spotdock.web.rest.nodes;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeState;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.rest.ResourcesView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node, and what the market uses of it. */
@Schema(name = "Node")
record NodeView(
        @Schema(example = "docker-1") String name,
        @Schema(example = "default") String pool,
        @Schema(allowableValues = {"docker", "simulated"}) String provider,
        @Schema(description = "DRAINED: cordoned by a drain, and nothing is left on it")
                NodeState state,
        @Schema(description = "whether new work is placed on it") boolean schedulable,
        ResourcesView capacity,
        ResourcesView used,
        Instant seenAt) {

    /**
     * Shows a node.
     *
     * @param offer null while the market does not know it yet
     */
    static NodeView of(NodeDetails node, @Nullable Offer offer) {
        Resources used = offer == null ? Resources.NONE : offer.used();
        return new NodeView(
                node.name(),
                node.pool(),
                node.provider(),
                state(node, used),
                // The offer follows the node a moment later.
                offer != null && offer.schedulable() && node.state() == NodeState.READY,
                ResourcesView.of(node.capacity()),
                ResourcesView.of(used),
                node.seenAt());
    }

    /** What was placed on a node may not have been launched there yet. */
    private static NodeState state(NodeDetails node, Resources used) {
        return node.state() == NodeState.DRAINED && !used.equals(Resources.NONE)
                ? NodeState.DRAINING
                : node.state();
    }
}
