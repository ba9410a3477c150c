package dev.spotdock.process;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.spotdock.auctions.DefaultLot;
import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.InvoiceSale;
import dev.spotdock.billing.PaySeller;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Carries a lot from its award to whoever pays for it, over as many rounds as it takes.
 *
 * <table>
 * <caption>What it does</caption>
 * <tr><th>event</th><th>command</th><th>compensation, if it does not come to pass</th></tr>
 * <tr><td>{@link LotAwarded}</td><td>{@link HoldFunds}</td>
 *     <td>none: nothing is held, the winner has until the deadline</td></tr>
 * <tr><td>the same, money held</td><td>{@link CaptureHold}, {@link PaySeller}, {@link
 *     InvoiceSale}, {@link GrantReservation} of a capacity block, {@link SettleLot}</td><td>none: one transaction with the hold</td></tr>
 * <tr><td>{@link WalletCredited} to the winner</td><td>as for {@link LotAwarded}</td>
 *     <td>as there</td></tr>
 * <tr><td>{@link LotPaymentOverdue}</td><td>as for {@link LotAwarded}, else {@link DefaultLot}</td>
 *     <td>the lot is awarded to the next one, or is unsold and gives back what it pinned</td></tr>
 * </table>
 *
 * <p>All commands can be repeated and share this saga's transaction: a failure rolls it back and
 * the event comes again.
 */
@Saga
@ProcessingGroup("auction-settlement")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public class AuctionSettlementSaga { // public: Axon makes it

    private static final String LOT = "lotId";
    private static final String ACCOUNT = "accountId";

    private transient @Nullable Commands commands;
    private transient @Nullable LotPayment payment;

    /** Of the round under way; null once it is paid for. */
    private @Nullable LotAwarded award;

    @Autowired
    void use(Commands commands, LotPayment payment) {
        this.commands = commands;
        this.payment = payment;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = LOT)
    void on(LotAwarded event) {
        if (award != null) {
            SagaLifecycle.removeAssociationWith(ACCOUNT, award.winner().toString());
        }
        award = event;
        SagaLifecycle.associateWith(ACCOUNT, event.winner().toString());
        collect(event.at());
    }

    @SagaEventHandler(associationProperty = ACCOUNT)
    void on(WalletCredited event) {
        collect(event.at());
    }

    @SagaEventHandler(associationProperty = LOT)
    void on(LotPaymentOverdue event) {
        if (award == null || award.round() != event.round()) {
            return;
        }
        // Money may have become free without being credited.
        if (!collect(event.at())) {
            requireNonNull(commands).send(new DefaultLot(event.lotId(), event.round(), event.at()));
        }
    }

    /** Whether the round under way is paid for. */
    private boolean collect(Instant at) {
        if (award != null && requireNonNull(payment).collect(award, at)) {
            award = null;
        }
        return award == null;
    }

    @EndSaga
    @SagaEventHandler(associationProperty = LOT)
    void on(LotSettled event) {}

    @EndSaga
    @SagaEventHandler(associationProperty = LOT)
    void on(LotUnsold event) {}
}
