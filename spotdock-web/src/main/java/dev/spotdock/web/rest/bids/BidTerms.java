package dev.spotdock.web.rest.bids;

import static java.util.Objects.requireNonNull;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidLimits;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitReservedBid;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.rest.DurationInput;
import dev.spotdock.web.rest.IdInput;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.SiteCurrency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a bid request means, within {@link BidLimits}. A part is null if it was not given, or if it
 * was wrong and noted; {@link #command} is for requests of which nothing was noted.
 */
record BidTerms(
        String pool,
        @Nullable Resources resources,
        @Nullable Price maxPrice,
        @Nullable ReservationId reservation,
        @Nullable ContainerSpec container,
        @Nullable Duration validFor,
        @Nullable Duration maxRuntime,
        @Nullable OnEviction onEviction,
        @Nullable Duration notice,
        @Nullable Duration minRun,
        @Nullable Integer alertPercent,
        @Nullable Money budget) {

    private static final int ALERT_PERCENT_DEFAULT = 90;
    private static final Duration STEP = Duration.ofMillis(1);

    static BidTerms of(BidRequest request, SiteCurrency site, InputErrors errors) {
        var resources = request.resources();
        var maxPrice = request.maxPrice();
        var container = request.container();
        var budget = request.budget();
        return new BidTerms(
                request.poolOrDefault(),
                resources == null ? null : resources.parse(errors),
                maxPrice == null ? null : maxPrice.parse("/maxPrice", site, errors),
                IdInput.parse("/reservation", request.reservation(), ReservationId::new, errors),
                container == null ? null : container.parse(errors),
                DurationInput.parse(
                        "/validFor", request.validFor(), STEP, BidLimits.DURATION_MAX, errors),
                DurationInput.parse(
                        "/maxRuntime", request.maxRuntime(), STEP, BidLimits.DURATION_MAX, errors),
                errors.parse("/onEviction", request.onEviction(), BidTerms::onEviction),
                DurationInput.parse(
                        "/notice", request.notice(), Duration.ZERO, BidLimits.NOTICE_MAX, errors),
                DurationInput.parse(
                        "/minRun", request.minRun(), Duration.ZERO, BidLimits.MIN_RUN_MAX, errors),
                alertPercent(request.alertAt(), errors),
                budget == null ? null : budget.parse("/budget", site, errors));
    }

    /** The command to submit it: to the market, or into a reservation. */
    Command<Outcome<BidDetails, BidRejection>> command(
            BidId bidId, AccountId accountId, Instant at) {
        return reservation == null
                ? submit(bidId, accountId, at)
                : new SubmitReservedBid(
                        bidId,
                        accountId,
                        reservation,
                        requireNonNull(resources),
                        requireNonNull(container),
                        maxRuntime,
                        onEviction == null ? OnEviction.REQUEUE : onEviction,
                        at);
    }

    private SubmitBid submit(BidId bidId, AccountId accountId, Instant at) {
        return new SubmitBid(
                bidId,
                accountId,
                pool,
                requireNonNull(resources),
                requireNonNull(maxPrice),
                requireNonNull(container),
                validFor,
                maxRuntime,
                onEviction == null ? OnEviction.REQUEUE : onEviction,
                notice,
                minRun,
                alertPercent == null ? ALERT_PERCENT_DEFAULT : alertPercent,
                budget,
                at);
    }

    private static OnEviction onEviction(String text) {
        for (OnEviction choice : OnEviction.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("must be requeue or terminate");
    }

    private static @Nullable Integer alertPercent(@Nullable BigDecimal share, InputErrors errors) {
        if (share == null) {
            return null;
        }
        boolean inside = share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0;
        // Bounded before it is scaled: 1e-999999999 would otherwise become a billion digits.
        if (!inside || share.stripTrailingZeros().scale() > 2) {
            errors.add("/alertAt", "must be from 0.01 to 1, with at most two decimals");
            return null;
        }
        return share.movePointRight(2).intValueExact();
    }
}
