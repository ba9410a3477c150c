package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Every allocation on the node is noticed, with {@code node-drained} as the reason; those that have
 * not started yet are displaced. Repeated, nothing changes.
 */
public record EvictNode(String node, Instant at) implements Command<Void> {}
