package dev.spotdock.process;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.HoldFundsBatch;
import dev.spotdock.billing.ListAffordableHolds;
import dev.spotdock.billing.ListAffordableHolds.Wish;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.billing.ResizeHold;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The market's holds, kept in billing under the bid's id, in the market's transaction. */
@Component
class WalletFunding implements BidFunding {

    private final Commands commands;
    private final QueryGateway queries;

    /** Queries lazily, because handlers that ask are made before the bus. */
    WalletFunding(Commands commands, @Lazy QueryGateway queries) {
        this.commands = commands;
        this.queries = queries;
    }

    @Override
    public Map<BidId, Money> hold(List<Need> needs) {
        List<Outcome<Money, BillingRejection>> outcomes =
                commands.send(
                        new HoldFundsBatch(needs.stream().map(WalletFunding::wanted).toList()));
        Map<BidId, Money> unfunded = new HashMap<>();
        for (int i = 0; i < needs.size(); i++) {
            if (outcomes.get(i)
                    instanceof
                    Outcome.Refused<Money, BillingRejection>(BillingRejection rejection)) {
                unfunded.put(needs.get(i).bidId(), free(rejection));
            }
        }
        return unfunded;
    }

    private static HoldFunds wanted(Need need) {
        return new HoldFunds(need.accountId(), need.bidId().value(), need.amount());
    }

    /** A reused reference cannot be: bid ids are new. An account without a wallet has no money. */
    private static Money free(BillingRejection rejection) {
        return switch (rejection) {
            case BillingRejection.InsufficientFunds(Money _, Money available) -> available;
            case BillingRejection.UnknownWallet() -> Money.ZERO;
            case BillingRejection.ReferenceReused(String reference) ->
                    throw new IllegalStateException("hold of bid " + reference + " exists already");
            case BillingRejection.BalanceTooHigh tooHigh ->
                    throw new IllegalStateException("no hold, a deposit: " + tooHigh.message());
        };
    }

    @Override
    public Optional<Shortage> resize(Need need) {
        Outcome<Money, BillingRejection> outcome =
                commands.send(
                        new ResizeHold(need.accountId(), need.bidId().value(), need.amount()));
        return switch (outcome) {
            case Outcome.Done<Money, BillingRejection> _ -> Optional.empty();
            case Outcome.Refused<Money, BillingRejection>(
                            BillingRejection.InsufficientFunds(Money required, Money available)) ->
                    Optional.of(new Shortage(required, available));
            case Outcome.Refused<Money, BillingRejection>(BillingRejection other) ->
                    throw new IllegalStateException(
                            "hold of bid %s: %s".formatted(need.bidId(), other.message()));
        };
    }

    @Override
    public Set<BidId> affordable(List<Need> needs) {
        List<Wish> wishes =
                needs.stream().map(need -> new Wish(need.bidId().value(), need.amount())).toList();
        return queries
                .query(
                        new ListAffordableHolds(wishes),
                        ResponseTypes.multipleInstancesOf(UUID.class))
                .join()
                .stream()
                .map(BidId::new)
                .collect(Collectors.toSet());
    }

    @Override
    public void release(BidId bidId) {
        commands.send(new ReleaseHold(bidId.value()));
    }
}
