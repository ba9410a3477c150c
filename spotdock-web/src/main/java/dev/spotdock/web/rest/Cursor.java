package dev.spotdock.web.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list, opaque to users.
 *
 * @param list which list it belongs to; another one refuses it
 * @param position the last item's place, readable by that list only
 */
public record Cursor(String list, String position) {

    private static final int TEXT_LENGTH_MAX = 300;

    /** As it travels: base64url of {@code list:position}. */
    String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + ":" + position).getBytes(StandardCharsets.UTF_8));
    }

    /** The position that a text names in that list; empty if it does not. */
    static Optional<String> position(String list, String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            String decoded =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            return decoded.startsWith(list + ":")
                    ? Optional.of(decoded.substring(list.length() + 1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
