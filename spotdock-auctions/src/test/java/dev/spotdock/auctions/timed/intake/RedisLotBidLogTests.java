package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Refused;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisLotBidLogTests implements LotBidLogContract {

    private final Market market = Market.fresh();

    @Override
    public LotBidLog log() {
        return market.bean(LotBidLog.class);
    }

    @Test
    void allKeysOfALotShareAHashTagAndAreGoneWhenItIs() {
        LotOpening opening = TestLots.opening();
        LotId lot = opening.lotId();
        log().open(log().run(), LotSnapshot.unbid(opening, 0, 10));
        LotBidCall bid = TestLots.bid(lot, TestLots.bidder(1), 100);
        log().bid(TestLots.keyed(bid, "k").withDeposit());
        StringRedisTemplate redis = market.bean(StringRedisTemplate.class);
        assertThat(redis.keys("*")).hasSize(5).allMatch(key -> key.startsWith("{" + lot + "}:"));
        log().clear(lot);
        String key = "{%s}:key:%s:k".formatted(lot, TestLots.bidder(1));
        assertThat(redis.keys("*")).containsExactly(key);
        assertThat(redis.getExpire(key)).isBetween(86_000L, 86_400L);
    }

    @Test
    void aLotOfAnotherRunTakesNoBid() {
        LotOpening opening = TestLots.opening();
        LotId lot = opening.lotId();
        log().open(log().run(), LotSnapshot.unbid(opening, 0, 10));
        StringRedisTemplate redis = market.bean(StringRedisTemplate.class);
        redis.opsForHash().put("{%s}:lot".formatted(lot), "run", "f".repeat(40));
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(1), 100))).isEqualTo(Refused.STALE);
        assertThat(log().close(lot, LotBidLog.How.EARLY))
                .isEqualTo(new LotBidLog.Closing.Unknown());
        assertThat(log().read(lot, 0, 10)).isEmpty();
    }

    /** As if the server's clock had been set back since the last bid. */
    @Test
    void aBidIsNeverBeforeTheOneBeforeIt() {
        LotOpening opening = TestLots.opening();
        LotId lot = opening.lotId();
        log().open(log().run(), LotSnapshot.unbid(opening, 0, 10));
        Instant last = opening.endsAt().minusSeconds(60);
        market.bean(StringRedisTemplate.class)
                .opsForHash()
                .put("{%s}:lot".formatted(lot), "at", Long.toString(last.toEpochMilli()));
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(1), 100)))
                .isInstanceOfSatisfying(
                        LotBidAnswer.Accepted.class,
                        accepted -> assertThat(accepted.at()).isEqualTo(last));
    }
}
