package dev.spotdock.kernel.id;

import java.util.UUID;

/** Where new ids come from; injected, so that tests can repeat a run. */
@FunctionalInterface
public interface Ids {

    /** A new id: UUIDv7 in production, never the same one twice. */
    UUID next();
}
