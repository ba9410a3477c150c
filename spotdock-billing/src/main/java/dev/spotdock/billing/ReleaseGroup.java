package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.UUID;

/**
 * Frees the holds of a group, and takes no more into it. Answers how many it has freed: as many as
 * {@code limit} and there may be more. Repeating it changes nothing.
 *
 * @param limit at least 1
 */
public record ReleaseGroup(UUID group, int limit, Instant at) implements Command<Integer> {}
