package dev.spotdock.runtime.message;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.spotdock.kernel.id.Ids;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** UUIDv7, strictly growing within this process. */
@Component
final class TimeOrderedIds implements Ids {

    private final NoArgGenerator generator = Generators.timeBasedEpochGenerator();

    @Override
    public UUID next() {
        return generator.generate();
    }
}
