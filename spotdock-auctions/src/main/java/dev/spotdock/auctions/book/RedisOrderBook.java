package dev.spotdock.auctions.book;

import dev.spotdock.auctions.ListBookLevels.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** The book in Redis. All keys of a pool share a hash tag, so that one script reaches them. */
@Component
class RedisOrderBook implements OrderBook {

    private static final Logger LOG = LoggerFactory.getLogger(RedisOrderBook.class);

    /** Changes per script: Redis serves nobody else meanwhile. */
    static final int CHANGES_MAX = 1000;

    private static final String NOTHING = "";

    private final StringRedisTemplate redis;

    RedisOrderBook(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public boolean apply(String pool, BookPosition before, List<BookChange> changes) {
        BookPosition position = before;
        for (int from = 0; from < changes.size(); from += CHANGES_MAX) {
            List<BookChange> some = some(changes, from);
            BookPosition after = position.plus(some.size());
            if (!change(pool, position, after, PoolSignal.CHANNEL, some)) {
                return false;
            }
            position = after;
        }
        return true;
    }

    private boolean change(
            String pool,
            BookPosition before,
            BookPosition after,
            String channel,
            List<BookChange> changes) {
        return !BookScript.isStale(
                BookScript.APPLY.run(
                        redis,
                        allKeys(pool),
                        Long.toString(before.epoch()),
                        Long.toString(before.applied()),
                        Long.toString(after.applied()),
                        channel,
                        lines(changes)));
    }

    @Override
    public boolean correct(String pool, long epoch, List<BookChange> changes) {
        for (int from = 0; from < changes.size(); from += CHANGES_MAX) {
            List<String> answer =
                    BookScript.APPLY.run(
                            redis,
                            allKeys(pool),
                            Long.toString(epoch),
                            NOTHING,
                            NOTHING,
                            NOTHING,
                            lines(some(changes, from)));
            if (BookScript.isStale(answer)) {
                return false;
            }
        }
        return true;
    }

    private static List<BookChange> some(List<BookChange> changes, int from) {
        return changes.subList(from, Math.min(from + CHANGES_MAX, changes.size()));
    }

    private static String lines(List<BookChange> changes) {
        return changes.stream()
                .map(change ->
                        switch (change) {
                            case BookChange.Put(BookEntry entry) ->
                                    "put %s %s".formatted(entry.bidId(), entry.encoded());
                            case BookChange.Remove remove ->
                                    "remove %s %d".formatted(remove.bidId(), remove.version());
                        })
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Optional<BookPage> best(
            String pool, BookPosition at, @Nullable BookEntry after, int limit) {
        List<String> answer =
                BookScript.BEST.run(
                        redis,
                        List.of(key(pool, "book"), key(pool, "bids"), key(pool, "meta")),
                        Long.toString(at.epoch()),
                        Long.toString(at.applied()),
                        after == null ? NOTHING : after.score(),
                        after == null ? NOTHING : after.sequenceHex(),
                        limit(limit));
        if (BookScript.isStale(answer)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new BookPage(
                            Long.parseLong(answer.get(1)),
                            answer.stream().skip(2).map(BookEntry::decoded).toList()));
        } catch (IllegalArgumentException e) {
            LOG.warn("The book of pool {} is of another version: {}", pool, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public Optional<List<Level>> depth(String pool, BookPosition at, int limit) {
        List<String> answer =
                BookScript.DEPTH.run(
                        redis,
                        List.of(key(pool, "book"), key(pool, "levels"), key(pool, "meta")),
                        Long.toString(at.epoch()),
                        Long.toString(at.applied()),
                        limit(limit));
        if (BookScript.isStale(answer)) {
            return Optional.empty();
        }
        List<Level> levels = new ArrayList<>();
        for (int i = 1; i < answer.size(); i += 3) {
            levels.add(
                    new Level(
                            Long.parseLong(answer.get(i)),
                            Long.parseLong(answer.get(i + 1)),
                            Long.parseLong(answer.get(i + 2))));
        }
        return Optional.of(levels);
    }

    @Override
    public void reset(String pool, long epoch) {
        BookScript.RESET.run(redis, allKeys(pool), Long.toString(epoch));
    }

    @Override
    public boolean seal(String pool, BookPosition at) {
        return !BookScript.isStale(
                BookScript.APPLY.run(
                        redis,
                        allKeys(pool),
                        Long.toString(at.epoch()),
                        NOTHING,
                        Long.toString(at.applied()),
                        PoolSignal.CHANNEL,
                        NOTHING));
    }

    private static String limit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("expected a limit of 1 to 1000, not " + limit);
        }
        return Integer.toString(limit);
    }

    private static List<String> allKeys(String pool) {
        return List.of(
                key(pool, "book"), key(pool, "levels"), key(pool, "bids"), key(pool, "meta"));
    }

    private static String key(String pool, String what) {
        return "{%s}:%s".formatted(pool, what);
    }
}
