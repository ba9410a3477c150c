package dev.spotdock.compute;

/** Asks for the {@link ProviderStatus}; always present. Costs nothing: no backend is asked. */
public record FindProviderStatus() {}
