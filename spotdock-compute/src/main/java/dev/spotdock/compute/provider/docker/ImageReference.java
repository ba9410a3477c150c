package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image as the engine resolves it.
 *
 * @param text as the user wrote it
 * @param repository with registry, {@code docker.io/library/busybox}
 * @param tag {@code latest} if neither tag nor digest is given
 * @param digest beats the tag if there is one
 */
record ImageReference(
        String text, String repository, @Nullable String tag, @Nullable String digest) {

    private static final String DOCKER_HUB = "docker.io";

    private static final Pattern VALID =
            Pattern.compile(
                    "(?:[A-Za-z0-9.-]+(?::\\d+)?/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*"
                            + "(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
                            + "(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    /**
     * Reads a reference.
     *
     * @throws ProviderFailure {@code IMAGE_UNAVAILABLE} if it is none
     */
    static ImageReference of(String text) {
        if (text.length() > 512 || !VALID.matcher(text).matches()) {
            throw new ProviderFailure(
                    Kind.IMAGE_UNAVAILABLE, "not an image reference: " + text, null);
        }
        return split(text);
    }

    /** Takes apart without looking whether it is valid, so that patterns can be read too. */
    static ImageReference split(String text) {
        int at = text.indexOf('@');
        String digest = at < 0 ? null : text.substring(at + 1);
        String tagged = at < 0 ? text : text.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        boolean hasTag = colon > tagged.lastIndexOf('/');
        String tag = hasTag ? tagged.substring(colon + 1) : null;
        return new ImageReference(
                text, qualified(hasTag ? tagged.substring(0, colon) : tagged), tag, digest);
    }

    private static String qualified(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return DOCKER_HUB + "/library/" + name;
        }
        String first = name.substring(0, slash);
        String rest = name.substring(slash + 1);
        if (first.equals(DOCKER_HUB) || first.equals("index." + DOCKER_HUB)) {
            return DOCKER_HUB + "/" + (rest.contains("/") ? rest : "library/" + rest);
        }
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry ? name : DOCKER_HUB + "/" + name;
    }

    /** What to ask the engine for: never a prefix of an image's id, always one image. */
    String canonical() {
        return repository + (digest == null ? ":" + tagOrLatest() : "@" + digest);
    }

    /** The engine's {@code tag} of a pull takes either; without one it would pull all tags. */
    String digestOrTag() {
        return digest == null ? tagOrLatest() : digest;
    }

    String tagOrLatest() {
        return tag == null ? "latest" : tag;
    }
}
