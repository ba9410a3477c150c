package dev.spotdock.compute;

import java.time.Instant;

/** What runs on a node is to go. It was cordoned before, or just now, by an event before this. */
public record NodeDrainStarted(String node, String pool, Instant at) {}
