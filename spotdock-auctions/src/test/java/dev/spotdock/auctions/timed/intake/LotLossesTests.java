package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.timed.intake.LotLosses.Numbers;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LotLossesTests {

    private final Market market = Market.fresh();

    private LotId lot() {
        LotOpening opening = TestLots.opening();
        market.bean(LotIntake.class).open(opening);
        return opening.lotId();
    }

    private void lose(LotId lot, long number, boolean byHand, Instant at) {
        market.bean(LotLosses.class)
                .record(lot, new Numbers(number, number), byHand ? number : null, byHand, at);
    }

    private List<LotLoss> page(ListLotLosses.@Nullable Place after, int limit) {
        return market.bean(LotBidQueries.class).handle(new ListLotLosses(after, limit));
    }

    @Test
    void theLatestComesFirstPageByPage() {
        LotId one = lot();
        LotId other = lot();
        Instant now = market.now();
        lose(one, 3, false, now);
        lose(one, 7, false, now);
        lose(other, 5, true, now);
        lose(one, 1, false, now.plusMillis(1));
        lose(one, 9, false, now.minusMillis(1));
        List<LotLoss> paged = new ArrayList<>();
        for (List<LotLoss> next = page(null, 1);
                !next.isEmpty();
                next = page(next.getLast().place(), 1)) {
            paged.addAll(next);
        }
        assertThat(paged).isEqualTo(page(null, 10)).hasSize(5);
        assertThat(paged.getFirst().lostFrom()).isEqualTo(1);
        assertThat(paged.getLast().lostFrom()).isEqualTo(9);
        assertThat(paged)
                .contains(
                        new LotLoss(other, 5, 5, 5L, true, now),
                        new LotLoss(one, 7, 7, null, false, now));
    }

    @Test
    void aLossIsRecordedOnce() {
        LotId lot = lot();
        lose(lot, 3, false, market.now());
        lose(lot, 3, true, market.now().plusSeconds(1));
        assertThat(page(null, 10)).hasSize(1);
    }
}
