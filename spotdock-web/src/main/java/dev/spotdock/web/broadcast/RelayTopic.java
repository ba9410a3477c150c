package dev.spotdock.web.broadcast;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.spotdock.web.feed.EventType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which events are on which topic. What is on none, wallets and nodes, is nobody's business who
 * shares a topic with others.
 */
public enum RelayTopic {
    MARKET("spotdock.market-events", "bid|price"),
    AUCTION("spotdock.auction-events", "auction|lot");

    private final String wireName;
    private final Pattern types;

    RelayTopic(String wireName, String about) {
        this.wireName = wireName;
        this.types = Pattern.compile("(%s)\\..+".formatted(about));
    }

    /** The topic's name in Kafka. */
    String wireName() {
        return wireName;
    }

    /** Where an event of that type belongs; empty: it is not told. */
    static Optional<RelayTopic> of(EventType type) {
        return Arrays.stream(values()).filter(topic -> topic.has(type)).findFirst();
    }

    /** All types that are told. */
    static Set<EventType> allTypes() {
        return Arrays.stream(EventType.values())
                .filter(type -> of(type).isPresent())
                .collect(toUnmodifiableSet());
    }

    /** The types that are told on it. */
    public Set<EventType> types() {
        return Arrays.stream(EventType.values()).filter(this::has).collect(toUnmodifiableSet());
    }

    private boolean has(EventType type) {
        return types.matcher(type.wireName()).matches();
    }
}
