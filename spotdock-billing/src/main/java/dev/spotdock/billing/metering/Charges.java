package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.Boundaries;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Books charges and announces them, in the caller's transaction. */
@Component
class Charges {

    private final Booking booking;
    private final Announcements announcements;
    private final Boundaries boundaries;

    Charges(Booking booking, Announcements announcements, BillingProperties properties) {
        this.booking = booking;
        this.announcements = announcements;
        this.boundaries = Boundaries.every(properties.slice());
    }

    /** Where slices are cut, whatever their rate. */
    Boundaries boundaries() {
        return boundaries;
    }

    /**
     * @param ended an allocation that is just being ended
     */
    void book(List<Charged> charges, @Nullable AllocationId ended, Instant now) {
        booking.book(charges, now);
        announcements.announce(charges, ended, now);
    }
}
