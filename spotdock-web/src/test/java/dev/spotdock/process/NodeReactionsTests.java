package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.compute.NodeDrainStarted;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.compute.NodeRemoved;
import dev.spotdock.compute.NodeUncordoned;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeReactionsTests {

    private static final Resources CAPACITY = new Resources(8000, 32768, 0);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final RecordingCommands commands = new RecordingCommands();
    private final List<Object> reactions =
            List.of(
                    new WhenNodeRegisteredThenOfferCapacity(commands),
                    new WhenNodeCordonedThenCloseOffer(commands),
                    new WhenNodeUncordonedThenOfferCapacity(commands),
                    new WhenNodeDrainStartedThenEvict(commands),
                    new WhenNodeLostThenWithdrawOffer(commands),
                    new WhenNodeRemovedThenWithdrawOffer(commands));

    static Stream<Arguments> reactions() {
        return Stream.of(
                when(new NodeRegistered("n1", "p", "docker", CAPACITY, NOW), offer(true)),
                when(new NodeCordoned("n1", "p", CAPACITY, NOW), offer(false)),
                when(new NodeUncordoned("n1", "p", CAPACITY, NOW), offer(true)),
                when(new NodeDrainStarted("n1", "p", NOW), new EvictNode("n1", NOW)),
                when(new NodeLost("n1", "p", CAPACITY, NOW), offer(false)),
                when(new NodeRemoved("n1", "p", NOW), new WithdrawOffer("n1")));
    }

    private static Arguments when(Object event, Command<?> then) {
        return Arguments.of(event, then);
    }

    private static OfferCapacity offer(boolean schedulable) {
        return new OfferCapacity("n1", "p", CAPACITY, schedulable);
    }

    @ParameterizedTest
    @MethodSource("reactions")
    void eachEventOfANodeSendsOneCommand(Object event, Command<?> then) throws Exception {
        for (Object reaction : reactions) {
            new AnnotationEventHandlerAdapter(reaction)
                    .handle(GenericEventMessage.asEventMessage(event));
        }
        assertThat(commands.sent()).isEqualTo(List.of(then));
    }

    @Test
    void theirOrderIsTheEvents() {
        assertThat(reactions)
                .extracting(r -> r.getClass().getAnnotation(ProcessingGroup.class).value())
                .containsOnly("node-offers");
    }
}
