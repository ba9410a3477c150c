package dev.spotdock.auctions.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Market;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A big book is lost and made again. */
class BookRebuildTests {

    private static final int BIDS = 10_000;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    /** Elsewhere the machine may be doing other things: the time is only printed. */
    private static final boolean TIMED = Integer.getInteger("spotdock.test.effort", 1) >= 20;

    private final Market market = Market.fresh();

    @Test
    void tenThousandBidsAreBackWithinSecondsAndBidsAreAcceptedMeanwhile() {
        market.accepted();
        copyTheOnlyBid();
        market.run("matching");
        market.flushRedis();
        assertThat(inRedis()).isEmpty();

        long began = System.nanoTime();
        CompletableFuture<Void> matching =
                CompletableFuture.runAsync(() -> market.runOnly("matching"));
        int meanwhile = 0;
        while (!matching.isDone()) {
            market.accepted();
            meanwhile++;
        }
        matching.join();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(
                "book of %d bids rebuilt, and matched, in %d ms; %d bids accepted meanwhile%n",
                BIDS, took.toMillis(), meanwhile);
        market.project();
        assertThat(inRedis()).isEqualTo(waiting());
        assertThat(waiting()).hasSize(BIDS + meanwhile);
        assertThat(meanwhile).isPositive();
        if (TIMED) {
            assertThat(took).isLessThan(WITHIN);
        }
    }

    private void copyTheOnlyBid() {
        String columns = String.join(", ", writtenColumns());
        market.jdbc()
                .sql(
                        """
                        insert into auctions.bid (%1$s) select %1$s from (
                            select r.* from auctions.bid b, generate_series(2, ?) n,
                                lateral jsonb_populate_record(b, jsonb_build_object(
                                    'id', gen_random_uuid(),
                                    'sequence', nextval('auctions.bid_sequence'),
                                    'effective_unit_price', 10000 + n * 7919 %% 500)) r) copies
                        """
                                .formatted(columns))
                .param(BIDS)
                .update();
    }

    /** All but those that PostgreSQL computes. */
    private List<String> writtenColumns() {
        return new ArrayList<>(
                market.jdbc()
                        .sql(
                                """
                                select column_name from information_schema.columns
                                where table_schema = 'auctions' and table_name = 'bid'
                                  and is_generated = 'NEVER'
                                """)
                        .query(String.class)
                        .list());
    }

    /** Best first. */
    private List<String> inRedis() {
        List<String> ids = new ArrayList<>();
        market.bean(StringRedisTemplate.class)
                .opsForZSet()
                .range("{default}:book", 0, -1)
                .forEach(member -> ids.add(member.substring(member.indexOf(':') + 1)));
        return ids;
    }

    private List<String> waiting() {
        return new ArrayList<>(
                market.jdbc()
                        .sql(
                                """
                                select id::text from auctions.bid where status = 'SUBMITTED'
                                order by effective_unit_price desc, sequence
                                """)
                        .query(String.class)
                        .list());
    }
}
