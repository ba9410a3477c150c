package dev.spotdock.web.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A part of what an account may do, which a key can be confined to. */
public enum Scope {
    /** Own bids, their history and output. */
    BIDS_READ,
    /** Submits, changes and cancels own bids. */
    BIDS_WRITE,
    /** Vehicles, auctions, lots and what was bid on them; the own reservations. */
    AUCTIONS_READ,
    /** Sells in auctions, and bids in them. */
    AUCTIONS_WRITE,
    /** Pools, books, prices, quotes. */
    MARKET_READ,
    /** The own wallet, its entries, invoices. */
    WALLET_READ,
    /** The event feed: own events, and everybody's. */
    EVENTS_READ,
    /** The own webhooks, and so what the account may see of the event feed. */
    WEBHOOKS,
    /** The own keys. */
    KEYS,
    /** Whatever an operator may, for accounts that are operators. */
    OPERATOR;

    /** The name on the wire and in the database, for example {@code bids:read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** All names, comma between. */
    public static String wireNames() {
        return Arrays.stream(values()).map(Scope::wireName).collect(Collectors.joining(", "));
    }

    /** The scope of that name on the wire. */
    public static Optional<Scope> ofWireName(String name) {
        for (Scope scope : values()) {
            if (scope.wireName().equals(name)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** As a column holds them: names, comma between; null: all. */
    static @Nullable String joined(@Nullable Set<Scope> scopes) {
        return scopes == null
                ? null
                : scopes.stream().map(Scope::wireName).sorted().collect(Collectors.joining(","));
    }

    /** A name that is no scope any more gives nothing. */
    static Set<Scope> split(@Nullable String joined) {
        return joined == null
                ? EnumSet.allOf(Scope.class)
                : Arrays.stream(joined.split(",", -1))
                        .map(Scope::ofWireName)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
