package dev.spotdock.bench;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The least that a running container could cost: create and start through docker-java, with the
 * host configuration that SpotDock gave to one of its own containers.
 */
final class BareContainer {

    /**
     * @param running from before the creation until the container's own StartedAt
     * @param answered from before the creation until start has returned
     */
    record Times(Duration running, Duration answered) {}

    private final DockerClient docker;
    private final String image;
    private final String[] command;
    private final HostConfig like;

    BareContainer(DockerClient docker, String image, HostConfig like, String... command) {
        this.docker = docker;
        this.image = image;
        this.command = command.clone();
        this.like = like;
    }

    /** Creates, starts, looks, removes; only creation and start are timed. */
    Times run() {
        Instant asked = Instant.now();
        long from = System.nanoTime();
        String id =
                docker.createContainerCmd(image)
                        .withCmd(command)
                        .withHostConfig(like)
                        .withLabels(Map.of("dev.spotdock.bench", "bare"))
                        .exec()
                        .getId();
        try {
            docker.startContainerCmd(id).exec();
            Duration answered = Duration.ofNanos(System.nanoTime() - from);
            return new Times(Duration.between(asked, startedAt(docker, id)), answered);
        } finally {
            docker.removeContainerCmd(id).withForce(true).exec();
        }
    }

    /** The engine's own word, on the clock of this machine. */
    static Instant startedAt(DockerClient docker, String id) {
        InspectContainerResponse seen = docker.inspectContainerCmd(id).exec();
        String startedAt = seen.getState().getStartedAt();
        if (startedAt == null) {
            throw new IllegalStateException("container " + id + " has not started");
        }
        return Instant.parse(startedAt);
    }
}
