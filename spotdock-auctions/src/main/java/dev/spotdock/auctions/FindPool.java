package dev.spotdock.auctions;

/** Asks for one {@link PoolDetails}; empty if there is no such pool. */
public record FindPool(String name) {}
