package dev.spotdock.web.security;

import java.util.Locale;

/** What an account may do beyond being known. */
public enum Role {
    BIDDER,
    SELLER,
    PARTNER,
    OPERATOR;

    /** The name on the wire and in the database, for example {@code bidder}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
