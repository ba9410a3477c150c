package dev.spotdock.compute;

/** Asks for all {@link NodeDetails}, by name. */
public record ListNodes() {}
