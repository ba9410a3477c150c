package dev.spotdock.compute.workload;

import dev.spotdock.compute.spi.Observation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node's workloads at the time of a pass.
 *
 * @param listedAt the last complete look before this pass; null if there was none
 */
record Sight(Kind kind, List<Observation> observations, @Nullable Instant listedAt) {

    enum Kind {
        /** The provider told everything it has. */
        SEEN,
        /** It did not answer: nothing may be concluded. */
        UNKNOWN,
        /** The node counts as lost. */
        GONE
    }
}
