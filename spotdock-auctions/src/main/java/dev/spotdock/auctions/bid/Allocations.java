package dev.spotdock.auctions.bid;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The allocations; their bid's lock guards them. */
interface Allocations extends Repository<Allocation, UUID> {

    Allocation save(Allocation allocation);

    Optional<Allocation> findById(UUID id);

    /** The bid's latest attempt; empty before its first match. */
    default Optional<Allocation> latestOf(Bid bid) {
        return Optional.ofNullable(bid.allocationId()).flatMap(id -> findById(id.value()));
    }
}
