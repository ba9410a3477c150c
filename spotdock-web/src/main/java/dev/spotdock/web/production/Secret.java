package dev.spotdock.web.production;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How good a secret must look. Nobody can see from a text whether it was random; what can be seen
 * is that it was not: too short, made of few characters, repeating itself, or one that everybody
 * knows.
 *
 * @param lengthMin in characters
 */
record Secret(int lengthMin) {

    /** What a key of 256 bits has at least, in any usual notation. */
    static final Secret KEY = new Secret(32);

    /** Behind a network that is not open to everybody. */
    static final Secret PASSWORD = new Secret(16);

    private static final int CHARACTERS_MIN = 9;
    private static final int PAIRS_MIN = 12;

    /** From this repository's own files, and from everybody's. */
    private static final List<String> KNOWN =
            List.of(
                    "local-only",
                    "changeme",
                    "change-me",
                    "change_me",
                    "password",
                    "passw0rd",
                    "secret",
                    "example",
                    "default",
                    "qwerty",
                    "spotdock");

    /** What is wrong with it, without a word of it; empty if nothing is. */
    Optional<String> objection(String text) {
        if (text.length() < lengthMin) {
            return Optional.of(
                    "must have at least %d characters, but has %d"
                            .formatted(lengthMin, text.length()));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (KNOWN.stream().anyMatch(lower::contains)) {
            return Optional.of("contains a word that everybody tries first");
        }
        long characters = text.chars().distinct().count();
        long pairs =
                IntStream.range(1, text.length())
                        .mapToObj(i -> text.substring(i - 1, i + 1))
                        .distinct()
                        .count();
        return characters < CHARACTERS_MIN || pairs < Math.max(PAIRS_MIN, lengthMin / 2)
                ? Optional.of("repeats itself: make a random one, openssl rand -hex 32")
                : Optional.empty();
    }
}
