package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bid's latest attempt on a node. */
@Schema(name = "Allocation")
record AllocationView(
        UUID id,
        int attempt,
        @Schema(example = "docker-1") String node,
        @Nullable String containerId,
        @Schema(
                        description =
                                "what it runs or ran, for good: repository and digest, or the image's"
                                        + " own id where no registry knows it",
                        example =
                                "docker.io/library/busybox@sha256:37f7b378a29ceb4c551b1b5582e27747b855bbfaa73fa11914fe0df028dc581f")
                @Nullable String image,
        Instant matchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exitCode,
        @Schema(description = "in the unit of the bid's own price, rounded down") PriceView rate,
        @Schema(description = "the same, exact") long ratePerHourMicros,
        AmountView charged) {

    static @Nullable AllocationView of(
            BidDetails bid, Map<AllocationId, Money> charges, SiteCurrency site) {
        BidDetails.Allocation allocation = bid.allocation();
        if (allocation == null) {
            return null;
        }
        return new AllocationView(
                allocation.allocationId().value(),
                allocation.attempt(),
                allocation.node(),
                allocation.containerId(),
                allocation.image(),
                allocation.matchedAt(),
                allocation.startedAt(),
                allocation.endedAt(),
                allocation.exitCode(),
                site.rate(allocation.ratePerHourMicros(), bid.maxPrice().quotedPer()),
                allocation.ratePerHourMicros(),
                site.amount(charges.getOrDefault(allocation.allocationId(), Money.ZERO)));
    }
}
