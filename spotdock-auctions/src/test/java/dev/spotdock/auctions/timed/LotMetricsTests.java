package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.DefaultLot;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.kernel.id.LotId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LotMetricsTests {

    private static final String PREFIX = "spotdock.auctions.lots.";

    private final Saleroom room = Saleroom.fresh();
    private final MeterRegistry meters = room.market.bean(MeterRegistry.class);

    private double gauge(String name) {
        room.market.runOnly("lot-metrics");
        return meters.get(PREFIX + name).gauge().value();
    }

    private double count(String name, String... tags) {
        Counter counter = meters.find(PREFIX + name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private void close(AuctionDetails auction) {
        room.done(new CloseAuction(auction.auctionId(), Saleroom.BY_OPERATOR, room.keepTime()));
    }

    @Test
    void lotsAreShownAsTheyStand() {
        assertThat(gauge("open")).isZero();
        AuctionDetails auction = room.draft();
        room.lot(auction);
        room.lot(auction);
        room.open(auction);
        assertThat(gauge("open")).isEqualTo(2);
        close(auction);
        assertThat(gauge("open")).isZero();
        assertThat(gauge("closing")).isEqualTo(2);
        room.market.jdbc().sql("update auctions.lot set held = true, due_at = null").update();
        assertThat(gauge("closing")).isZero();
        assertThat(gauge("held")).isEqualTo(2);
    }

    @Test
    void decisionsAreCountedOnceTheyAreCommitted() {
        double sold = count("decided", "outcome", "sold");
        double without = count("decided", "outcome", "no-valid-bid");
        double first = count("awarded", "round", "1");
        double second = count("awarded", "round", "2");
        double settled = count("settled");
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.lot(auction);
        room.open(auction);
        room.bid(lot, 1, 100);
        room.bid(lot, 2, 200);
        room.market.runOnly("lot-drain");
        close(auction);
        new TransactionTemplate(room.market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> {
                    room.clock();
                    transaction.setRollbackOnly();
                });
        assertThat(count("decided", "outcome", "sold")).as("rolled back").isEqualTo(sold);
        room.until("sold", () -> room.find(lot).state() == LotState.SOLD);
        assertThat(count("decided", "outcome", "sold")).isEqualTo(sold + 1);
        assertThat(count("decided", "outcome", "no-valid-bid")).isEqualTo(without + 1);
        assertThat(count("awarded", "round", "1")).isEqualTo(first + 1);
        room.market.send(new DefaultLot(lot, 1, room.market.now()));
        assertThat(count("awarded", "round", "2")).isEqualTo(second + 1);
        assertThat(count("settled")).isEqualTo(settled);
        room.market.send(new SettleLot(lot, 2, room.market.now()));
        assertThat(count("settled")).isEqualTo(settled + 1);
    }
}
