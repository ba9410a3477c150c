package dev.spotdock.web.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The given keys of the first accounts, checked. */
record BootstrapKeys(Optional<KeyText> operator, Optional<KeyText> demo) {

    /**
     * Checks what was given.
     *
     * @throws BootstrapKeyRejected if a key is too short or too long, or both are the same
     */
    static BootstrapKeys of(BootstrapProperties given) {
        Optional<KeyText> operator = key("OPERATOR", given.operatorKey());
        Optional<KeyText> demo = key("DEMO", given.demoKey());
        if (operator.isPresent() && operator.equals(demo)) {
            throw new BootstrapKeyRejected(
                    "SPOTDOCK_BOOTSTRAP_OPERATOR_KEY and SPOTDOCK_BOOTSTRAP_DEMO_KEY must differ");
        }
        return new BootstrapKeys(operator, demo);
    }

    private static Optional<KeyText> key(String whose, @Nullable String given) {
        if (given == null || given.isBlank()) {
            return Optional.empty();
        }
        String text = given.strip();
        if (text.length() < KeyText.LENGTH_MIN || text.length() > KeyText.LENGTH_MAX) {
            throw new BootstrapKeyRejected(
                    "SPOTDOCK_BOOTSTRAP_%s_KEY must have %d to %d characters, but has %d"
                            .formatted(
                                    whose, KeyText.LENGTH_MIN, KeyText.LENGTH_MAX, text.length()));
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new BootstrapKeyRejected(
                    "SPOTDOCK_BOOTSTRAP_%s_KEY must consist of visible ASCII characters"
                            .formatted(whose));
        }
        if (new Credential(text).isToken()) {
            throw new BootstrapKeyRejected(
                    "SPOTDOCK_BOOTSTRAP_%s_KEY must not look like a JWT".formatted(whose));
        }
        return Optional.of(new KeyText(text));
    }
}
