package dev.spotdock.billing.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.FindDepositRejection;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers whether money could be put into wallets. */
@Component
class DepositQueries {

    private final Wallets wallets;
    private final Deposits deposits;

    DepositQueries(Wallets wallets, Deposits deposits) {
        this.wallets = wallets;
        this.deposits = deposits;
    }

    @QueryHandler
    Optional<BillingRejection> handle(FindDepositRejection query) {
        return DepositCheck.refusal(
                query.deposit(),
                wallets.find(query.deposit().accountId()),
                deposits.find(query.deposit().reference()));
    }
}
