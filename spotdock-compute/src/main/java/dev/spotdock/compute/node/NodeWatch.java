package dev.spotdock.compute.node;

import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares the provider's nodes with the rows.
 *
 * <p>A node is lost after this instance has missed it for the whole time while watching, and no
 * other instance saw it: neither SpotDock's own downtime nor a pause of the machine loses one.
 */
@Component
class NodeWatch implements Loop {

    private static final Logger log = LoggerFactory.getLogger(NodeWatch.class);

    private final ComputeProvider provider;
    private final ProviderHealth health;
    private final Nodes nodes;
    private final Commands commands;
    private final Duration interval;
    private final Duration lostAfter;

    /** Nodes, not lost yet, that the last looks missed, and since when. */
    private final Map<String, Instant> missingSince = new HashMap<>();

    NodeWatch(
            ComputeProvider provider,
            ProviderHealth health,
            Nodes nodes,
            Commands commands,
            ComputeProperties properties) {
        this.provider = provider;
        this.health = health;
        this.nodes = nodes;
        this.commands = commands;
        this.interval = properties.nodeInterval();
        this.lostAfter = properties.nodeLostAfter();
    }

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public synchronized void runOnce(Instant now) {
        List<OfferedNode> seen = look(now);
        noteMissing(seen, now);
        Set<String> missing =
                missingSince.entrySet().stream()
                        .filter(entry -> !entry.getValue().plus(lostAfter).isAfter(now))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        if (!seen.isEmpty() || !missing.isEmpty()) {
            commands.send(
                    new RecordNodes(provider.name(), seen, missing, now.minus(lostAfter), now));
        }
    }

    private List<OfferedNode> look(Instant now) {
        try {
            List<OfferedNode> seen = provider.nodes();
            health.answered(now);
            return seen;
        } catch (ProviderFailure e) {
            health.silent();
            log.warn("The {} provider does not answer: {}", provider.name(), e.getMessage());
            return List.of();
        }
    }

    private void noteMissing(List<OfferedNode> seen, Instant now) {
        Set<String> missing =
                nodes.all().stream()
                        .filter(node -> node.state() != NodeState.LOST)
                        .map(NodeDetails::name)
                        .collect(Collectors.toSet());
        seen.forEach(node -> missing.remove(node.name()));
        missingSince.keySet().retainAll(missing);
        missing.forEach(name -> missingSince.putIfAbsent(name, now));
    }
}
