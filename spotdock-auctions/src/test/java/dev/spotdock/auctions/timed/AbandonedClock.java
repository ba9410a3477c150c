package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Clocks of an instance, some of which die on the way. */
final class AbandonedClock {

    private static final int BATCH = 100;
    private static final int CLAIM_SECONDS = 5;

    /** Where an instance dies. */
    enum Point {
        NOWHERE,
        /** It has taken lots on, and done nothing. */
        AFTER_CLAIM,
        /** Redis and the intake know what became of the lots, and a winner was determined. */
        BEFORE_STORE,
        /** All that it wrote to PostgreSQL is lost; what it did in Redis is not. */
        BEFORE_COMMIT
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private AbandonedClock() {}

    /** One pass of the market's instance, which dies there. */
    static void run(Point point, Market market, Instant now) {
        switch (point) {
            case NOWHERE -> market.bean(AuctionClock.class).runOnce(now);
            case AFTER_CLAIM -> claim(market, now);
            case BEFORE_STORE -> takeWithoutStoring(market, now);
            case BEFORE_COMMIT ->
                    new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                            .executeWithoutResult(transaction -> {
                                market.bean(AuctionClock.class).runOnce(now);
                                transaction.setRollbackOnly();
                            });
        }
    }

    private static List<Lot> claim(Market market, Instant now) {
        return market.bean(Lots.class).claim(now, now.plusSeconds(CLAIM_SECONDS), BATCH);
    }

    private static void takeWithoutStoring(Market market, Instant now) {
        List<Lot> claimed = claim(market, now);
        try {
            new DueLotSteps(
                            market.bean(Auctions.class),
                            market.bean(Lots.class),
                            market.bean(LotIntake.class),
                            market.bean(Decisions.class),
                            new DeadCommands(),
                            market.bean(TimedProperties.class))
                    .take(claimed, now);
        } catch (Death expected) {
            // there was something to store
        }
    }

    private record DeadCommands() implements Commands {

        @Override
        public <R extends @Nullable Object> R send(Command<R> command) {
            throw new Death();
        }
    }
}
