package dev.spotdock.web.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A credential that somebody stays with after it was proven, such as a reader of a stream: it is
 * looked at again, so that a revoked key ends what it has begun. For one thread at a time.
 */
public final class Pass {

    private final Supplier<Optional<Caller>> proof;
    private final IdentityChanges changes;
    private final Duration believedFor;
    private Optional<Caller> holder = Optional.empty();
    private long change = IdentityChanges.DEAF;
    private Instant until = Instant.MIN;

    Pass(Supplier<Optional<Caller>> proof, IdentityChanges changes, Duration believedFor) {
        this.proof = proof;
        this.changes = changes;
        this.believedFor = believedFor;
    }

    /**
     * Who holds it. Cheap, to be asked often: it is proven again where anybody's identity has
     * changed, on whatever instance, and after a few seconds.
     *
     * @return empty once it does not count any more
     */
    public Optional<Caller> holder(Instant now) {
        long heard = changes.heard();
        if (heard == IdentityChanges.DEAF || heard != change || !now.isBefore(until)) {
            holder = proof.get();
            change = heard;
            until = now.plus(believedFor);
        }
        return holder;
    }
}
