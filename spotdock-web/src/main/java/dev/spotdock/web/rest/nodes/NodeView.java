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
        return new NodeView(
                node.name(),
                node.pool(),
                node.provider(),
                node.state(),
                offer != null && offer.schedulable(),
                ResourcesView.of(node.capacity()),
                ResourcesView.of(offer == null ? Resources.NONE : offer.used()),
                node.seenAt());
    }
}
