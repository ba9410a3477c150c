package dev.spotdock.web.security;

import java.util.regex.Pattern;

/**
 * What a request proves its caller with: a token or a key.
 *
 * @param text not empty, at most {@link #LENGTH_MAX} characters
 */
record Credential(String text) {

    /** Longer ones are not looked at. */
    static final int LENGTH_MAX = 1024;

    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** Whether it has the form of a JWT; what has is never taken for a key. */
    boolean isToken() {
        return TOKEN.matcher(text).matches();
    }

    @Override
    public String toString() {
        return isToken() ? "Credential[token]" : "Credential[key]";
    }
}
