package dev.spotdock.billing.metering;

import dev.spotdock.billing.FindWallet;
import dev.spotdock.billing.ListCharges;
import dev.spotdock.billing.WalletDetails;
import dev.spotdock.billing.ledger.Columns;
import dev.spotdock.billing.metering.rating.Rating;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.billing.wallet.Wallets;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what a wallet has, what runs on it and what bids cost so far. */
@Component
class ChargeQueries {

    private final JdbcClient jdbc;
    private final Wallets wallets;
    private final Meters meters;

    ChargeQueries(JdbcClient jdbc, Wallets wallets, Meters meters) {
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.meters = meters;
    }

    @QueryHandler
    Optional<WalletDetails> handle(FindWallet query) {
        return wallets.find(query.accountId()).map(this::details);
    }

    private WalletDetails details(Wallet wallet) {
        List<Meter> running = meters.running(List.of(wallet.accountId()));
        WalletState state = WalletMeters.state(wallet.free(), running);
        return new WalletDetails(
                wallet.accountId(),
                Money.ofMicros(wallet.balance()),
                Money.ofMicros(wallet.held()),
                state.burnRatePerHourMicros(),
                Rating.ends(state).empty(),
                wallet.lowAt());
    }

    @QueryHandler
    List<ListCharges.Charge> handle(ListCharges query) {
        return jdbc.sql(
                        """
                        select bid_id, allocation_id, charged from billing.meter
                        where bid_id = any(:bids::uuid[])
                        """)
                .param("bids", Columns.texts(query.bidIds(), BidId::value))
                .query((row, number) ->
                        new ListCharges.Charge(
                                new BidId(row.getObject("bid_id", UUID.class)),
                                new AllocationId(row.getObject("allocation_id", UUID.class)),
                                Money.ofMicros(row.getLong("charged"))))
                .list();
    }
}
