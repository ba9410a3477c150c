package dev.spotdock.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.feed.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayTopicTests {

    @ParameterizedTest
    @EnumSource
    void bidsAndPricesAreOnTheMarketsTopicWalletsAndNodesOnNone(EventType type) {
        String topic =
                switch (type.wireName().replaceFirst("\\..*", "")) {
                    case "bid", "price" -> "spotdock.market-events";
                    case "auction", "lot" -> "spotdock.auction-events";
                    default -> "none";
                };
        assertThat(RelayTopic.of(type).map(RelayTopic::wireName).orElse("none")).isEqualTo(topic);
        assertThat(RelayTopic.allTypes().contains(type)).isEqualTo(!topic.equals("none"));
    }
}
