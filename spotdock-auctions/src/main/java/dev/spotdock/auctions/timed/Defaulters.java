package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who has won and not paid. Their bids stay where they are; they just do not count. */
@Component
class Defaulters {

    private final JdbcClient jdbc;
    private final LotIntake intake;

    Defaulters(JdbcClient jdbc, LotIntake intake) {
        this.jdbc = jdbc;
        this.intake = intake;
    }

    /** The winner of the lot's round has not paid, and may not bid any more. */
    void add(Lot lot, Instant at) {
        Award award = Objects.requireNonNull(lot.award(), "award");
        jdbc.sql(
                        """
                        insert into auctions.lot_default (lot_id, round, account_id, amount,
                            defaulted_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(lot.lotId().value(), award.round(), award.winner().value())
                .params(award.amount(), at.atOffset(ZoneOffset.UTC))
                .update();
        intake.bar(award.winner());
    }

    /** All whose bids on the lot do not count. */
    Set<AccountId> of(LotId lot) {
        return jdbc
                .sql("select account_id from auctions.lot_default where lot_id = ?")
                .param(lot.value())
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** Lets an account bid again; yields whether it could not. */
    boolean lift(LiftDefault command) {
        int lifted =
                jdbc.sql(
                                """
                                update auctions.lot_default set lifted_at = ?, lifted_by = ?
                                where account_id = ? and lifted_at is null
                                """)
                        .params(
                                command.at().atOffset(ZoneOffset.UTC),
                                command.by().value(),
                                command.accountId().value())
                        .update();
        intake.lift(command.accountId());
        return lifted > 0;
    }
}
