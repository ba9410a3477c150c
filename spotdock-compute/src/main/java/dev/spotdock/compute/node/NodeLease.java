package dev.spotdock.compute.node;

/**
 * The right of one instance to work on a node's workloads. Nothing is trusted to the lease alone:
 * whoever writes under it checks the epoch in the same transaction, see {@link NodeLeases#holds}.
 *
 * @param epoch rises with each change of hands, from 1
 */
public record NodeLease(String node, long epoch) {}
