package dev.spotdock.auctions.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.Market;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BookProjectionTests {

    private final Market market = Market.fresh();
    private final BookPositions positions = market.bean(BookPositions.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(market.bean(PlatformTransactionManager.class));

    /** A book whose server is down at will. */
    private static final class Unreachable extends NaiveOrderBook {

        private boolean down;
        private int calls;

        @Override
        public boolean apply(String pool, BookPosition before, List<BookChange> changes) {
            if (down) {
                throw new RedisConnectionFailureException("down");
            }
            calls++;
            return super.apply(pool, before, changes);
        }
    }

    private static BidSubmitted submitted(Market market) {
        market.accepted();
        return market.events().of(BidSubmitted.class).getLast();
    }

    @Test
    void aBatchIsOneCallAndIsCountedWithItsTransaction() {
        Unreachable book = new Unreachable();
        book.seal("default", new BookPosition(0, 0));
        List<String> woken = new ArrayList<>();
        BookProjection projection = new BookProjection(book, positions, woken::add);
        BidSubmitted one = submitted(market);
        BidSubmitted two = submitted(market);
        transaction.executeWithoutResult(_ -> {
            projection.on(one);
            projection.on(two);
            assertThat(woken).isEmpty();
        });
        assertThat(book.calls).isEqualTo(1);
        assertThat(woken).containsExactly("matching");
        assertThat(positions.find("default")).isEqualTo(new BookPosition(0, 2));
    }

    @Test
    void whileTheBookIsUnreachableNothingIsCountedSoThatTheBatchComesAgain() {
        Unreachable book = new Unreachable();
        book.seal("default", new BookPosition(0, 0));
        BookProjection projection = new BookProjection(book, positions, _ -> {});
        BidSubmitted event = submitted(market);
        book.down = true;
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> projection.on(event)))
                .isInstanceOf(RedisConnectionFailureException.class);
        assertThat(positions.find("default")).isEqualTo(BookPosition.NONE);
        book.down = false;
        transaction.executeWithoutResult(_ -> projection.on(event));
        assertThat(book.best("default", new BookPosition(0, 1), null, 9).orElseThrow().entries())
                .extracting(BookEntry::bidId)
                .containsExactly(event.bidId());
    }

    @Test
    void aStaleBookIsLeftAloneButCountedSoThatItIsRebuilt() {
        NaiveOrderBook book = new NaiveOrderBook();
        book.reset("default", 99);
        BookProjection projection = new BookProjection(book, positions, _ -> {});
        BidSubmitted event = submitted(market);
        transaction.executeWithoutResult(_ -> projection.on(event));
        assertThat(positions.find("default").applied()).isEqualTo(1);
    }

    @Test
    void aRebuildWithoutTheLeaseDoesNothing() {
        BookRebuild rebuild = market.bean(BookRebuild.class);
        assertThat(rebuild.rebuild("default", 1)).isEmpty();
        assertThat(positions.find("default")).isEqualTo(BookPosition.NONE);
        market.run("matching");
        assertThat(rebuild.rebuild("default", 1)).isPresent();
        assertThat(rebuild.rebuild("default", 2)).isEmpty();
    }
}
