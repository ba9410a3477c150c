package dev.spotdock.web.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** The role of that name on the wire. */
    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
    }

    /** As a column holds them: names, comma between. */
    static String joined(Set<Role> roles) {
        return roles.stream().map(Role::wireName).sorted().collect(Collectors.joining(","));
    }

    static Set<Role> split(@Nullable String joined) {
        return joined == null
                ? Set.of()
                : Arrays.stream(joined.split(",", -1))
                        .filter(name -> !name.isEmpty())
                        .map(name -> ofWireName(name).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet());
    }
}
