package dev.spotdock.compute;

import java.time.Instant;

/** A node is gone for good; nothing was left on it. */
public record NodeRemoved(String node, String pool, Instant at) {}
