package dev.spotdock.compute;

import java.util.List;

/**
 * Asks which of these images may not run here; answers an {@link Objection} for each of those, in
 * the same order. Costs nothing: no backend and no registry is asked.
 *
 * @param images as bids name them, at most as many as bids come together
 */
public record ListImageObjections(List<String> images) {

    public ListImageObjections {
        images = List.copyOf(images);
    }

    /**
     * Why an image may not run.
     *
     * @param message one line for the user
     */
    public record Objection(String image, String message) {}
}
