package dev.spotdock.auctions.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The markets of this installation; fixed at start. */
@Component
public final class Pools {

    /** Always there. */
    public static final String DEFAULT = "default";

    /** It is part of Redis keys, paths and labels. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final SortedMap<String, Pool> byName;

    Pools(PoolsProperties properties) {
        this.byName = Collections.unmodifiableSortedMap(read(properties.pools()));
    }

    private static SortedMap<String, Pool> read(Map<String, PoolProperties> settings) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, Pool> pools = new TreeMap<>();
        settings.forEach((name, properties) -> {
            if (!NAME.matcher(name).matches()) {
                problems.add(
                        "spotdock.pools.%s: a pool's name has 1 to 63 of a-z, 0-9, -"
                                .formatted(name));
            }
            pools.put(name, properties.toPool(name, problems));
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        pools.computeIfAbsent(
                DEFAULT, name -> PoolProperties.defaults().toPool(name, new ArrayList<>()));
        return pools;
    }

    /** The pool of that name; empty if there is none. */
    public Optional<Pool> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The rules for a bid that was accepted earlier: its pool's, or the default pool's if the
     * operator has removed its pool since.
     */
    public Pool rulesFor(String name) {
        return find(name).orElseGet(() -> find(DEFAULT).orElseThrow());
    }

    /** All pools, by name. */
    public Collection<Pool> all() {
        return byName.values();
    }
}
