package dev.spotdock.compute.node;

import dev.spotdock.compute.ListNodes;
import dev.spotdock.compute.NodeDetails;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

@Component
class NodeQueries {

    private final Nodes nodes;

    NodeQueries(Nodes nodes) {
        this.nodes = nodes;
    }

    @QueryHandler
    List<NodeDetails> on(ListNodes query) {
        return nodes.all();
    }
}
