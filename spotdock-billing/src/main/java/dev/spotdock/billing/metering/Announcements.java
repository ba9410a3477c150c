package dev.spotdock.billing.metering;

import dev.spotdock.billing.MeterExhausted;
import dev.spotdock.billing.WalletCharged;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.billing.WalletLow;
import dev.spotdock.billing.ledger.AfterCommit;
import dev.spotdock.billing.metering.rating.Exhaustion;
import dev.spotdock.billing.metering.rating.RatedSlice;
import dev.spotdock.billing.wallet.Wallet;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.money.Money;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Tells the world about booked charges: events in their transaction, metrics after it. */
@Component
class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Events events;
    private final LongAdder charged = new LongAdder();
    private final LongAdder lost = new LongAdder();

    Announcements(Events events, MeterRegistry metrics, Meters meters) {
        this.events = events;
        FunctionCounter.builder("spotdock.billing.charged", charged, LongAdder::doubleValue)
                .baseUnit("micros")
                .register(metrics);
        FunctionCounter.builder("spotdock.billing.lost", lost, LongAdder::doubleValue)
                .baseUnit("micros")
                .register(metrics);
        metrics.gauge("spotdock.billing.meters.running", meters, Meters::countRunning);
    }

    /**
     * @param ended an allocation that does not run any more: the end of its money is no news
     */
    void announce(List<Charged> charges, @Nullable AllocationId ended, Instant now) {
        List<Object> facts = new ArrayList<>();
        for (Charged charge : charges) {
            Wallet wallet = charge.wallet();
            List<RatedSlice> slices = charge.rated().slices();
            long amount = charge.amount();
            if (amount > 0) {
                facts.add(
                        new WalletCharged(
                                wallet.accountId(),
                                Money.ofMicros(amount),
                                Money.ofMicros(charge.balance()),
                                slices.size(),
                                now));
            }
            if (charge.low() != null) {
                facts.add(low(charge, charge.low(), now));
            }
            for (Exhaustion exhaustion : charge.rated().exhaustions()) {
                if (!exhaustion.allocationId().equals(ended)) {
                    facts.add(exhausted(wallet, exhaustion));
                }
            }
            count(amount, slices.stream().mapToLong(RatedSlice::lost).sum());
        }
        if (!facts.isEmpty()) {
            events.publish(facts.toArray());
        }
    }

    /**
     * @param refunded net of what was charged anew; 0 is no news
     */
    void announceRefund(Wallet wallet, AllocationId allocationId, long refunded, Instant now) {
        if (refunded > 0) {
            LOG.info("Allocation {} is refunded in part or whole.", allocationId);
            events.publish(
                    new WalletCredited(
                            wallet.accountId(),
                            Money.ofMicros(refunded),
                            Money.ofMicros(wallet.balance() + refunded),
                            allocationId.toString(),
                            now));
        }
    }

    private static WalletLow low(Charged charge, Instant emptyAt, Instant now) {
        Wallet wallet = charge.wallet();
        LOG.info("The money of wallet {} ends at {}.", wallet.accountId(), emptyAt);
        return new WalletLow(
                wallet.accountId(),
                Money.ofMicros(charge.balance()),
                charge.rated().after().burnRatePerHourMicros(),
                emptyAt,
                now);
    }

    private static MeterExhausted exhausted(Wallet wallet, Exhaustion exhaustion) {
        Instant at = Instant.ofEpochMilli(exhaustion.at());
        try (var _ = MDC.putCloseable("bid", exhaustion.bidId().toString());
                var _ = MDC.putCloseable("allocation", exhaustion.allocationId().toString())) {
            LOG.info(
                    "The money of allocation {} of bid {} ended at {}: {}.",
                    exhaustion.allocationId(),
                    exhaustion.bidId(),
                    at,
                    exhaustion.cause());
        }
        return new MeterExhausted(
                exhaustion.allocationId(),
                exhaustion.bidId(),
                wallet.accountId(),
                exhaustion.cause(),
                at);
    }

    private void count(long chargedMicros, long lostMicros) {
        AfterCommit.run(() -> {
            charged.add(chargedMicros);
            lost.add(lostMicros);
        });
    }
}
