package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in pieces. Hands the error that ended it to who waits for it, where
 * docker-java's own would write it to the log with its stack first.
 */
class EngineStream<T> extends ResultCallback.Adapter<T> {

    private volatile @Nullable Throwable error;

    @Override
    public void onError(Throwable thrown) {
        if (error == null) {
            error = thrown;
        }
        onComplete();
    }

    /**
     * Whether it has ended within this time.
     *
     * @throws RuntimeException as {@link Engine#ask} does, if it ended with an error
     */
    boolean ended(Engine engine, Duration wait) throws InterruptedException {
        boolean ended = awaitCompletion(wait.toNanos(), TimeUnit.NANOSECONDS);
        Throwable thrown = error;
        if (thrown != null) {
            throw engine.translated(thrown);
        }
        return ended;
    }
}
