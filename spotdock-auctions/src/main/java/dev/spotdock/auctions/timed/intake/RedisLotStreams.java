package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.LotId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisStreamCommands;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What {@code bid.lua} has appended: of many lots in one round trip. */
final class RedisLotStreams {

    private final StringRedisTemplate redis;

    RedisLotStreams(StringRedisTemplate redis) {
        this.redis = redis;
    }

    List<LotId> undrained(List<LotId> lots) {
        List<?> lengths = ofEach(lots, RedisStreamCommands::xLen);
        return IntStream.range(0, lots.size())
                .filter(i -> !Long.valueOf(0).equals(lengths.get(i)))
                .mapToObj(lots::get)
                .toList();
    }

    Map<LotId, List<StoredLotBid>> read(Collection<LotId> lots, int limitEach) {
        List<LotId> order = List.copyOf(lots);
        Limit limit = Limit.limit().count(limitEach);
        List<?> streams =
                ofEach(order, (server, key) -> server.xRange(key, Range.unbounded(), limit));
        Map<LotId, List<StoredLotBid>> found = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            List<StoredLotBid> bids = bids((List<?>) Objects.requireNonNull(streams.get(i)));
            if (!bids.isEmpty()) {
                found.put(order.get(i), bids);
            }
        }
        return found;
    }

    List<StoredLotBid> read(LotId lot, long after, int limit) {
        return bids(
                Objects.requireNonNull(
                        redis.opsForStream()
                                .range(
                                        RedisLotBidLog.key(lot, "bids"),
                                        Range.rightUnbounded(
                                                Range.Bound.inclusive((after + 1) + "-0")),
                                        Limit.limit().count(limit))));
    }

    /** Asks for all streams at once; answers in the order of the lots. */
    private List<?> ofEach(
            List<LotId> lots,
            BiFunction<RedisStreamCommands, byte[], ? extends @Nullable Object> question) {
        return redis.executePipelined(
                (RedisCallback<@Nullable Object>)
                        connection -> {
                            for (LotId lot : lots) {
                                String key = RedisLotBidLog.key(lot, "bids");
                                var _ =
                                        question.apply(
                                                connection.streamCommands(),
                                                key.getBytes(StandardCharsets.UTF_8));
                            }
                            return null;
                        });
    }

    private static List<StoredLotBid> bids(List<?> entries) {
        List<StoredLotBid> bids = new ArrayList<>(entries.size());
        for (Object entry : entries) {
            MapRecord<?, ?, ?> found = (MapRecord<?, ?, ?>) entry;
            Object value = found.getValue().values().iterator().next();
            // Entries that were read in a pipeline come as they are.
            String text =
                    value instanceof byte[] bytes
                            ? new String(bytes, StandardCharsets.UTF_8)
                            : String.valueOf(value);
            bids.add(LotBidText.read(found.getId().getValue(), text));
        }
        return bids;
    }
}
