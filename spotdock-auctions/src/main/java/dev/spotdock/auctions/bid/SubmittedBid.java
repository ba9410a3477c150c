package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.data.domain.Persistable;

/** What a bid was submitted with, which never changes. */
@MappedSuperclass
abstract class SubmittedBid implements Persistable<UUID> {

    @Id private UUID id;

    @Column(updatable = false)
    private UUID accountId;

    @Column(updatable = false)
    private String pool;

    @Embedded private Demand demand;
    @Embedded private Terms terms;
    @Embedded private Image image;

    @Column(updatable = false)
    private Instant submittedAt;

    @Transient private boolean isNew;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected SubmittedBid() {}

    SubmittedBid(SubmitBid command, Pool pool, long milliSlots) {
        this.id = command.bidId().value();
        this.accountId = command.accountId().value();
        this.pool = pool.name();
        this.demand = Demand.of(command.resources(), milliSlots);
        this.terms = Terms.of(command, pool);
        this.image = Image.of(command.container());
        this.submittedAt = command.at().truncatedTo(ChronoUnit.MILLIS);
        this.isNew = true;
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

    BidId bidId() {
        return new BidId(id);
    }

    AccountId accountId() {
        return new AccountId(accountId);
    }

    String pool() {
        return pool;
    }

    Demand demand() {
        return demand;
    }

    Terms terms() {
        return terms;
    }

    Image image() {
        return image;
    }

    Instant submittedAt() {
        return submittedAt;
    }
}
