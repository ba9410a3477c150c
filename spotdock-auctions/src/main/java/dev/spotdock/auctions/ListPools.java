package dev.spotdock.auctions;

/** Asks for all {@link PoolDetails}, by name. */
public record ListPools() {}
