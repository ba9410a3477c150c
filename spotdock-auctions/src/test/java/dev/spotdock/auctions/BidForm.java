package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in a bid: what a test does not name stays as it is. */
public record BidForm(SubmitBid bid) {

    public BidForm pool(String pool) {
        return with(pool, bid.resources(), bid.maxPrice(), bid.onEviction());
    }

    public BidForm shape(long cpuMillis, long memoryMiB) {
        Resources resources = new Resources(cpuMillis, memoryMiB, 0);
        return with(bid.pool(), resources, bid.maxPrice(), bid.onEviction());
    }

    public BidForm perHour(long micros) {
        return with(bid.pool(), bid.resources(), new Price(micros, Per.HOUR), bid.onEviction());
    }

    public BidForm onEviction(OnEviction wish) {
        return with(bid.pool(), bid.resources(), bid.maxPrice(), wish);
    }

    public BidForm image(String image) {
        return new BidForm(
                new SubmitBid(
                        bid.bidId(),
                        bid.accountId(),
                        bid.pool(),
                        bid.resources(),
                        bid.maxPrice(),
                        new ContainerSpec(image, List.of(), Map.of()),
                        bid.validFor(),
                        bid.maxRuntime(),
                        bid.onEviction(),
                        bid.notice(),
                        bid.minRun(),
                        bid.alertPercent(),
                        bid.budget(),
                        bid.at()));
    }

    public BidForm times(@Nullable Duration validFor, @Nullable Duration maxRuntime) {
        return new BidForm(
                new SubmitBid(
                        bid.bidId(),
                        bid.accountId(),
                        bid.pool(),
                        bid.resources(),
                        bid.maxPrice(),
                        bid.container(),
                        validFor,
                        maxRuntime,
                        bid.onEviction(),
                        bid.notice(),
                        bid.minRun(),
                        bid.alertPercent(),
                        bid.budget(),
                        bid.at()));
    }

    public BidForm guarantees(@Nullable Duration notice, @Nullable Duration minRun) {
        return new BidForm(
                new SubmitBid(
                        bid.bidId(),
                        bid.accountId(),
                        bid.pool(),
                        bid.resources(),
                        bid.maxPrice(),
                        bid.container(),
                        bid.validFor(),
                        bid.maxRuntime(),
                        bid.onEviction(),
                        notice,
                        minRun,
                        bid.alertPercent(),
                        bid.budget(),
                        bid.at()));
    }

    public BidForm owner(AccountId owner) {
        return new BidForm(
                new SubmitBid(
                        bid.bidId(),
                        owner,
                        bid.pool(),
                        bid.resources(),
                        bid.maxPrice(),
                        bid.container(),
                        bid.validFor(),
                        bid.maxRuntime(),
                        bid.onEviction(),
                        bid.notice(),
                        bid.minRun(),
                        bid.alertPercent(),
                        bid.budget(),
                        bid.at()));
    }

    private BidForm with(String pool, Resources resources, Price price, OnEviction onEviction) {
        return new BidForm(
                new SubmitBid(
                        bid.bidId(),
                        bid.accountId(),
                        pool,
                        resources,
                        price,
                        bid.container(),
                        bid.validFor(),
                        bid.maxRuntime(),
                        onEviction,
                        bid.notice(),
                        bid.minRun(),
                        bid.alertPercent(),
                        bid.budget(),
                        bid.at()));
    }
}
