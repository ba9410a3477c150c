package dev.spotdock.bench;

import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.auctions.timed.intake.LotOpening;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Lots that take bids for a day: only the intake knows of them. */
final class OpenLots {

    private final LotIntake intake;
    private long ids;

    OpenLots(Installation installation) {
        this.intake = installation.part(LotIntake.class);
    }

    /** Opens new ones. */
    List<LotId> open(int count) {
        List<LotId> lots = new ArrayList<>();
        Instant endsAt = Instant.ofEpochMilli(System.currentTimeMillis()).plus(Duration.ofDays(1));
        for (int i = 0; i < count; i++) {
            LotId lot = new LotId(new UUID(21, ++ids));
            intake.open(
                    new LotOpening(
                            lot,
                            new AuctionId(new UUID(22, ids)),
                            new AccountId(new UUID(23, 0)),
                            new LotTerms(1, 1, null, null),
                            endsAt,
                            null,
                            null));
            lots.add(lot);
        }
        return lots;
    }
}
