package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.List;

/**
 * Several holds in one transaction, each held or refused on its own, one after the other: what the
 * first takes, the second cannot have.
 *
 * @param holds of any wallets; the answers come in their order
 */
public record HoldFundsBatch(List<HoldFunds> holds)
        implements Command<List<Outcome<Money, BillingRejection>>> {

    public HoldFundsBatch {
        holds = List.copyOf(holds);
    }
}
