package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One attempt of a bid on one node. Guarded by its bid's lock. */
@Entity
@DynamicUpdate
@Table(schema = "auctions", name = "allocation")
class Allocation implements Persistable<UUID> {

    @Id private UUID id;

    @Column(updatable = false)
    private UUID bidId;

    @Column(updatable = false)
    private int attempt;

    @Column(updatable = false)
    private String pool;

    @Column(updatable = false)
    private String node;

    @Column(updatable = false)
    private long cpuMillis;

    @Column(updatable = false)
    private long memoryMib;

    @Column(updatable = false)
    private int gpus;

    @Column(updatable = false)
    private long ratePerHourMicros;

    private @Nullable String containerId;
    private @Nullable String image;

    @Column(updatable = false)
    private Instant matchedAt;

    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable AllocationEnd ending;

    private @Nullable Integer exitCode;

    @Transient private boolean isNew;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Allocation() {}

    /** The attempt that the bid was just matched for. */
    Allocation(AllocationId id, Bid bid, String node, long ratePerHourMicros, Instant matchedAt) {
        Resources resources = bid.demand().resources();
        this.id = id.value();
        this.bidId = bid.getId();
        this.attempt = bid.attempts();
        this.pool = bid.pool();
        this.node = node;
        this.cpuMillis = resources.cpuMillis();
        this.memoryMib = resources.memoryMiB();
        this.gpus = resources.gpus();
        this.ratePerHourMicros = ratePerHourMicros;
        this.matchedAt = matchedAt;
        this.isNew = true;
    }

    /** Its workload runs; not before the match. */
    void start(String container, @Nullable String pinned, Instant at) {
        containerId = container;
        image = pinned;
        startedAt = at.isBefore(matchedAt) ? matchedAt : at;
    }

    /** Its workload is over; not before it started. */
    void end(AllocationEnd how, Instant at, @Nullable Integer code) {
        Instant earliest = startedAt == null ? matchedAt : startedAt;
        endedAt = at.isBefore(earliest) ? earliest : at;
        ending = how;
        exitCode = code;
    }

    boolean hasEnded() {
        return ending != null;
    }

    boolean isOf(Bid bid) {
        return bidId.equals(bid.getId());
    }

    AllocationId allocationId() {
        return new AllocationId(id);
    }

    int attempt() {
        return attempt;
    }

    String node() {
        return node;
    }

    long ratePerHourMicros() {
        return ratePerHourMicros;
    }

    Instant matchedAt() {
        return matchedAt;
    }

    @Nullable Instant startedAt() {
        return startedAt;
    }

    @Nullable Instant endedAt() {
        return endedAt;
    }

    Resources resources() {
        return new Resources(cpuMillis, memoryMib, gpus);
    }

    BidDetails.Allocation details() {
        return new BidDetails.Allocation(
                allocationId(),
                attempt,
                node,
                containerId,
                image,
                matchedAt,
                startedAt,
                endedAt,
                exitCode,
                ratePerHourMicros);
    }

    @PostPersist
    @PostLoad
    void stored() {
        isNew = false;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public UUID getId() {
        return id;
    }
}
