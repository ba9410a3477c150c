package dev.spotdock.billing;

import java.util.UUID;

/** Frees what is still held under a reference. Repeating it, or an unknown one, changes nothing. */
public record ReleaseHold(UUID reference) implements WalletCommand<Void> {}
