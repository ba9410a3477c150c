package dev.spotdock.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it: {@code sdk_<prefix>_<secret>} if made here, any text of at least
 * {@link #LENGTH_MIN} characters if given by the installation's owner.
 *
 * <p>A plain SHA-256 is kept of it: the secret has 256 random bits, so there is nothing to guess
 * that a slow hash would protect.
 */
record KeyText(String text) {

    static final int LENGTH_MIN = 32;

    /** Longer credentials are not looked at. */
    static final int LENGTH_MAX = 512;

    private static final Pattern MADE_HERE =
            Pattern.compile("sdk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}");

    private static final int PREFIX_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    static KeyText generate(SecureRandom random) {
        byte[] prefix = new byte[PREFIX_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(prefix);
        random.nextBytes(secret);
        return new KeyText(
                "sdk_%s_%s"
                        .formatted(
                                HexFormat.of().formatHex(prefix),
                                Base64.getUrlEncoder().withoutPadding().encodeToString(secret)));
    }

    /** Whether it looks like one of ours. */
    boolean isMadeHere() {
        return MADE_HERE.matcher(text).matches();
    }

    /** By what the key is found; unique, says nothing about the secret. */
    String prefix() {
        Matcher made = MADE_HERE.matcher(text);
        return made.matches()
                ? made.group(1)
                : "given-" + HexFormat.of().formatHex(hash()).substring(0, 16);
    }

    /** SHA-256 of the whole text. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(byte[] storedHash) {
        return MessageDigest.isEqual(hash(), storedHash);
    }

    @Override
    public String toString() {
        return "KeyText[" + prefix() + "]";
    }
}
