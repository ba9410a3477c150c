package dev.spotdock.compute.image;

import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image as an engine resolves it. Two spellings of one repository are one: {@code busybox},
 * {@code docker.io/busybox} and {@code Docker.IO/library/busybox} are {@code
 * docker.io/library/busybox}. A port belongs to the name, so {@code docker.io:443/…} is another
 * registry.
 *
 * @param text as the user wrote it
 * @param repository with registry, {@code docker.io/library/busybox}
 * @param tag {@code latest} if neither tag nor digest is given
 * @param digest beats the tag if there is one
 */
public record ImageReference(
        String text, String repository, @Nullable String tag, @Nullable String digest) {

    private static final String DOCKER_HUB = "docker.io";

    private static final int LENGTH_MAX = 512;

    /** ASCII only: no letter that looks like another passes. */
    private static final Pattern VALID =
            Pattern.compile(
                    "(?:[A-Za-z0-9]+(?:(?:\\.|-+)[A-Za-z0-9]+)*(?::[0-9]+)?/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*"
                            + "(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
                            + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    /**
     * Reads a reference.
     *
     * @throws ProviderFailure {@code IMAGE_UNAVAILABLE} if it is none
     */
    public static ImageReference of(String text) {
        return read(text)
                .orElseThrow(() ->
                        new ProviderFailure(
                                Kind.IMAGE_UNAVAILABLE, "not an image reference: " + text, null));
    }

    /** A reference; empty if it is none. */
    static Optional<ImageReference> read(String text) {
        return text.length() > LENGTH_MAX || !VALID.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(split(text));
    }

    /** Takes apart without looking whether it is valid, so that patterns can be read too. */
    public static ImageReference split(String text) {
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
        String host = first.toLowerCase(Locale.ROOT);
        String rest = name.substring(slash + 1);
        if (host.equals(DOCKER_HUB) || host.equals("index." + DOCKER_HUB)) {
            return DOCKER_HUB + "/" + (rest.contains("/") ? rest : "library/" + rest);
        }
        boolean registry = host.contains(".") || host.contains(":") || host.equals("localhost");
        return registry ? host + "/" + rest : DOCKER_HUB + "/" + name;
    }

    /** What to ask the engine for: never a prefix of an image's id, always one image. */
    public String canonical() {
        return repository + (digest == null ? ":" + tagOrLatest() : "@" + digest);
    }

    /** The engine's {@code tag} of a pull takes either; without one it would pull all tags. */
    public String digestOrTag() {
        return digest == null ? tagOrLatest() : digest;
    }

    private String tagOrLatest() {
        return tag == null ? "latest" : tag;
    }
}
