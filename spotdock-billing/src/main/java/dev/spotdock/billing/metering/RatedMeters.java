package dev.spotdock.billing.metering;

import dev.spotdock.billing.Rates;
import dev.spotdock.billing.metering.rating.RateStep;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Running meters with what their time costs. The market is asked before wallets are locked: it may
 * have to wait for a price that is being set, and nobody should wait for a wallet meanwhile.
 */
@Component
class RatedMeters {

    private final Meters meters;
    private final Rates rates;

    RatedMeters(Meters meters, Rates rates) {
        this.meters = meters;
        this.rates = rates;
    }

    /**
     * What the market answered.
     *
     * @param until what was asked: beyond it steps are missing
     * @param completeUntil before it no step will be added
     */
    record Known(Map<AllocationId, List<Rates.Step>> steps, Instant until, Instant completeUntil) {}

    /**
     * Asks the market what these wallets' running meters cost from where they are.
     *
     * @param until the end of what is asked, given the instant of the meter furthest behind
     */
    Known ask(List<AccountId> accounts, UnaryOperator<Instant> until) {
        Map<AllocationId, Instant> positions = meters.positions(accounts);
        Instant hindmost = positions.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
        Instant end = until.apply(hindmost);
        Rates.Known known = over(positions, end);
        return new Known(known.steps(), end, known.completeUntil());
    }

    private Rates.Known over(Map<AllocationId, Instant> positions, Instant end) {
        return rates.over(
                positions.entrySet().stream()
                        .map(meter -> new Rates.Stretch(meter.getKey(), meter.getValue(), end))
                        .toList());
    }

    /** The running meters of locked wallets, rated; asks once more for those that are new. */
    List<Meter> running(List<AccountId> accounts, Known known) {
        List<Meter> running = meters.running(accounts);
        Map<AllocationId, List<Rates.Step>> steps = new HashMap<>(known.steps());
        Map<AllocationId, Instant> started =
                running.stream()
                        .filter(meter -> !steps.containsKey(meter.metered().allocationId()))
                        .collect(
                                Collectors.toMap(
                                        meter -> meter.metered().allocationId(),
                                        meter ->
                                                Instant.ofEpochMilli(meter.metered().meteredTo())));
        if (!started.isEmpty()) {
            steps.putAll(over(started, known.until()).steps());
        }
        return running.stream().map(meter -> rated(meter, steps)).toList();
    }

    private static Meter rated(Meter meter, Map<AllocationId, List<Rates.Step>> known) {
        List<Rates.Step> steps =
                Objects.requireNonNull(
                        known.get(meter.metered().allocationId()),
                        "a running allocation without a rate");
        List<RateStep> inMillis =
                steps.stream()
                        .map(step ->
                                new RateStep(step.from().toEpochMilli(), step.ratePerHourMicros()))
                        .toList();
        return new Meter(meter.accountId(), meter.metered().at(inMillis), meter.money());
    }
}
