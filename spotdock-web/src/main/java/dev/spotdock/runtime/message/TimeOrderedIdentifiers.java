package dev.spotdock.runtime.message;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import org.axonframework.common.IdentifierFactory;

/**
 * Message ids that grow with time, so that the event store's unique index grows at one end. Found
 * by Axon through {@link java.util.ServiceLoader}, hence public.
 */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    @Override
    public String generateIdentifier() {
        return generator.generate().toString();
    }
}
