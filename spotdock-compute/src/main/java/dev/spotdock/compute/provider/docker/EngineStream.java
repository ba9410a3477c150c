package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in pieces, with an end of its own: docker-java's {@code awaitCompletion}
 * closes the stream when the wait is over, and writes errors to the log with their stack before it
 * hands them to who waits.
 */
class EngineStream<T> extends ResultCallback.Adapter<T> {

    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Throwable error;

    @Override
    public void onError(Throwable thrown) {
        if (error == null) {
            error = thrown;
        }
        onComplete();
    }

    @Override
    public void onComplete() {
        end.countDown();
        super.onComplete();
    }

    /**
     * Whether it has ended within this time; if not, it goes on.
     *
     * @throws RuntimeException as {@link Engine#ask} does, if it ended with an error
     */
    boolean ended(Engine engine, Duration wait) throws InterruptedException {
        boolean ended = end.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        Throwable thrown = error;
        if (thrown != null) {
            throw engine.translated(thrown);
        }
        return ended;
    }
}
