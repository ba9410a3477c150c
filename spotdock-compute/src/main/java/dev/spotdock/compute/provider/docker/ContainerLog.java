package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;

/** Reads the end of a container's log. */
final class ContainerLog {

    private final Engine engine;

    ContainerLog(Engine engine) {
        this.engine = engine;
    }

    /**
     * The last bytes of stdout and stderr, in the order in which the engine got them. The engine
     * counts in lines; none is empty (the line feed counts), so as many lines as bytes are enough
     * and a small tail of a big log stays cheap.
     */
    byte[] tail(String containerId, int maxBytes) {
        try (LogTail tail = new LogTail(maxBytes)) {
            engine.client()
                    .logContainerCmd(containerId)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withFollowStream(false)
                    .withTail(maxBytes)
                    .exec(tail);
            if (!tail.ended(engine, engine.responseTimeout())) {
                throw engine.unreachable(
                        "no whole log within " + engine.responseTimeout().toMillis() + " ms", null);
            }
            return tail.bytes();
        } catch (NotFoundException e) {
            return new byte[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw engine.unreachable("interrupted", e);
        } catch (IOException e) {
            throw engine.translated(e);
        }
    }
}
