package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import java.util.UUID;

/** Frees what is still held under a reference. Repeating it, or an unknown one, changes nothing. */
public record ReleaseHold(UUID reference) implements Command<Void> {}
