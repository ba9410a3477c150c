package dev.spotdock.auctions.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Market;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisOrderBookTests implements OrderBookContract {

    private final Market market = Market.fresh();

    @Override
    public OrderBook book() {
        return market.bean(OrderBook.class);
    }

    @Test
    void worksAfterTheServerForgotTheScripts() {
        StringRedisTemplate redis = market.bean(StringRedisTemplate.class);
        redis.execute(
                (RedisCallback<Object>)
                        connection -> {
                            connection.scriptingCommands().scriptFlush();
                            return "OK";
                        });
        book().reset(POOL, 1);
        assertThat(book().seal(POOL, new BookPosition(1, 0))).isTrue();
    }

    @Test
    void aBookThatContradictsItselfIsStale() {
        OrderBook book = book();
        StringRedisTemplate redis = market.bean(StringRedisTemplate.class);
        book.reset(POOL, 1);
        book.seal(POOL, new BookPosition(1, 0));
        redis.opsForZSet().add("{contract}:book", "0000000000000001:nobody", -5);
        assertThat(book.best(POOL, new BookPosition(1, 0), null, 10)).isEmpty();
        assertThat(book.depth(POOL, new BookPosition(1, 0), 10)).isEmpty();
        assertThat(redis.keys("*")).isSubsetOf(List.of("{contract}:book", "{contract}:meta"));
    }
}
