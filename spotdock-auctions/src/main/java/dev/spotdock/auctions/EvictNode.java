package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Clears a node that is being drained: every allocation on it is noticed with reason {@code
 * node-drained}, those not started yet are displaced. The node must take no new work any more.
 * Repeating it changes nothing.
 */
public record EvictNode(String node, Instant at) implements Command<Void> {}
