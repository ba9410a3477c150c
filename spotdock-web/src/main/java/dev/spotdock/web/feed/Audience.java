package dev.spotdock.web.feed;

import java.util.Locale;

/** Who may see an event, besides operators, who may see all. */
public enum Audience {
    /** Everybody with a credential. */
    PUBLIC,
    /** The account that it is about. */
    OWNER,
    /** Partners, and the account that it is about. */
    PARTNER,
    /** Nobody else. */
    OPERATOR;

    /** The name in the database, for example {@code public}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Audience ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
