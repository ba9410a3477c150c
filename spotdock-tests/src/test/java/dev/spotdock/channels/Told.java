package dev.spotdock.channels;

import tools.jackson.databind.JsonNode;

/**
 * An event as a channel told it.
 *
 * @param position in the feed
 */
record Told(String id, long position, String key, String type) {

    /** Of an event in the JSON format of CloudEvents. */
    static Told of(JsonNode event) {
        return new Told(
                event.path("id").asString(),
                Long.parseLong(event.path("sequence").asString()),
                event.path("partitionkey").asString(),
                event.path("type").asString());
    }
}
