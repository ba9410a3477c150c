package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import dev.spotdock.compute.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says for good what a container was made from: a tag is moved to another image tomorrow, a digest
 * is not. Read off the container that is there, so that it is true whatever happened to the tag
 * between pull and start.
 */
final class ImagePins {

    /** Images are few; more are asked for again. */
    private static final int KNOWN_MAX = 1000;

    private final Engine engine;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    ImagePins(Engine engine) {
        this.engine = engine;
    }

    /**
     * {@code docker.io/library/busybox@sha256:…}, the digest being the registry's; or {@code
     * sha256:…}, the image's own id, if it was never in a registry under the name that was asked
     * for, or is gone.
     */
    String of(InspectContainerResponse container) {
        String id = Objects.toString(container.getImageId(), "");
        String asked = Objects.toString(container.getConfig().getImage(), "");
        if (known.size() >= KNOWN_MAX) {
            known.clear();
        }
        return known.computeIfAbsent(id + " " + asked, _ -> pin(id, asked));
    }

    private String pin(String id, String asked) {
        String repository = ImageReference.split(asked).repository();
        return digests(id).stream()
                .map(ImageReference::split)
                .filter(digest -> digest.repository().equals(repository))
                .map(ImageReference::canonical)
                .findFirst()
                .orElse(id);
    }

    private List<String> digests(String id) {
        try {
            return engine.find(client -> client.inspectImageCmd(id).exec())
                    .map(InspectImageResponse::getRepoDigests)
                    .orElse(List.of());
        } catch (DockerException e) {
            return List.of(); // the id says it too
        }
    }
}
