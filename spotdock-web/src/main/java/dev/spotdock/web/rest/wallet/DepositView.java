package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.Deposit;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** A deposit that was made. */
@Schema(name = "Deposit")
record DepositView(
        UUID id,
        UUID accountId,
        AmountView amount,
        @Schema(description = "after it") AmountView balance,
        String reference,
        Instant at) {

    static DepositView of(Deposit.Receipt receipt, SiteCurrency site) {
        return new DepositView(
                receipt.entryId(),
                receipt.accountId().value(),
                site.amount(receipt.amount()),
                site.amount(receipt.balance()),
                receipt.reference(),
                receipt.at());
    }
}
