package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The engine's API with a deadline on every call. The transport has none of its own on unix sockets
 * (its socket is a channel, which knows no read timeout), so each call runs on a virtual thread
 * that is interrupted when its time is up; that closes the channel.
 *
 * <p>Where the engine answers with an error, docker-java's exception passes; where it does not
 * answer, {@link ProviderFailure} says {@code UNREACHABLE}.
 */
final class Engine implements AutoCloseable {

    private final DockerClient client;
    private final String host;
    private final Duration responseTimeout;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    Engine(DockerClient client, String host, Duration responseTimeout) {
        this.client = client;
        this.host = host;
        this.responseTimeout = responseTimeout;
    }

    static Engine connect(DockerProperties properties) {
        return EngineConnection.of(properties).open();
    }

    /** For streams, which have deadlines of their own. */
    DockerClient client() {
        return client;
    }

    /** Where it is, for messages. */
    String host() {
        return host;
    }

    Duration responseTimeout() {
        return responseTimeout;
    }

    <T> T ask(Function<DockerClient, T> call) {
        return ask(call, responseTimeout);
    }

    /** Empty if the engine says that there is no such thing. */
    <T> Optional<T> find(Function<DockerClient, T> call) {
        try {
            return Optional.of(ask(call));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("NullAway") // commands without an answer give null
    <T> T ask(Function<DockerClient, T> call, Duration timeout) {
        Future<T> answer = calls.submit(() -> call.apply(client));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw translated(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable("no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("interrupted", e);
        }
    }

    /** What came out of a call or a stream, as this class throws it. */
    RuntimeException translated(Throwable thrown) {
        return switch (thrown) {
            case DockerException answered -> answered;
            case ProviderFailure failure -> failure;
            case RuntimeException e when e.getCause() instanceof IOException io ->
                    unreachable(io.getMessage(), io);
            case RuntimeException e -> e;
            case IOException e -> unreachable(e.getMessage(), e);
            default -> new IllegalStateException(thrown);
        };
    }

    ProviderFailure unreachable(@Nullable String why, @Nullable Throwable cause) {
        return new ProviderFailure(
                Kind.UNREACHABLE,
                "the Docker Engine at " + host + " does not answer: " + why,
                cause);
    }

    @Override
    public void close() {
        calls.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
