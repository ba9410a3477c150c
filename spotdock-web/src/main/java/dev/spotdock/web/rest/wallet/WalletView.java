package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.WalletDetails;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A prepaid wallet. */
@Schema(name = "Wallet")
record WalletView(
        AmountView balance,
        @Schema(description = "the part of the balance set aside for bids") AmountView held,
        @Schema(description = "balance less held") AmountView available,
        @Schema(description = "what running containers cost now, per hour") PriceView burnRate,
        @Schema(description = "when the money of the first of them ends; null if nothing runs")
                @Nullable Instant emptyAt,
        @Schema(description = "when its owner was warned that this is near; null: it is not")
                @Nullable Instant lowSince) {

    static WalletView of(WalletDetails wallet, SiteCurrency site) {
        return new WalletView(
                site.amount(wallet.balance()),
                site.amount(wallet.held()),
                site.amount(wallet.available()),
                site.rate(wallet.burnRatePerHourMicros(), Per.HOUR),
                wallet.emptyAt(),
                wallet.lowSince());
    }
}
