package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells {@link ExactWallet}s what billing is told. */
final class ExactAccounts {

    private final History history;
    private final long sliceMillis;
    private final Map<AccountId, ExactWallet> wallets = new LinkedHashMap<>();
    private final Map<UUID, ExactWallet> ofHold = new HashMap<>();

    /** Bids without the money they need: the market does not match them. */
    private final Set<UUID> unfunded = new HashSet<>();

    ExactAccounts(History history, long sliceMillis) {
        this.history = history;
        this.sliceMillis = sliceMillis;
    }

    Collection<ExactWallet> wallets() {
        return wallets.values();
    }

    List<MeterExhausted> ends() {
        return wallets.values().stream().flatMap(wallet -> wallet.ends.stream()).toList();
    }

    /** Whether the market would send it. */
    boolean isDue(Command<?> command) {
        return switch (command) {
            case HoldFunds hold -> !unfunded.contains(hold.reference());
            case StartMeter start -> !unfunded.contains(start.bidId().value());
            case ResizeHold resize -> ofHold.containsKey(resize.reference());
            default -> true;
        };
    }

    /** Whose work costs something else between where it is charged to and an instant. */
    List<AccountId> pricesChange(Instant until) {
        return wallets.values().stream()
                .filter(wallet ->
                        wallet.runs.values().stream()
                                .anyMatch(run -> run.priceChanges(until.toEpochMilli())))
                .map(wallet -> wallet.account)
                .toList();
    }

    void passed(Instant until) {
        wallets.values().forEach(wallet -> wallet.look(until.toEpochMilli(), null));
    }

    /** What the command should be answered; null: nothing worth comparing. */
    @Nullable Object told(Command<?> command) {
        switch (command) {
            case OpenWallet open -> wallets.computeIfAbsent(open.accountId(), ExactWallet::new);
            case Deposit deposit -> wallet(deposit.accountId()).deposit(deposit);
            case HoldFunds hold -> {
                Outcome<?, ?> outcome = wallet(hold.accountId()).hold(hold);
                if (outcome instanceof Outcome.Done) {
                    ofHold.put(hold.reference(), wallet(hold.accountId()));
                }
                return funded(hold.reference(), outcome);
            }
            case ResizeHold resize -> {
                return funded(resize.reference(), wallet(resize.accountId()).resize(resize));
            }
            case ReleaseHold release ->
                    Optional.ofNullable(ofHold.get(release.reference()))
                            .ifPresent(wallet -> wallet.release(release.reference()));
            case StartMeter start ->
                    wallet(start.accountId())
                            .start(
                                    new ExactRun(
                                            start,
                                            Objects.requireNonNull(
                                                    history.rates().get(start.allocationId())),
                                            sliceMillis));
            case StopMeter stop ->
                    ofRun(stop.allocationId())
                            .ifPresent(wallet ->
                                    wallet.stop(
                                            run(wallet, stop.allocationId()),
                                            stop.endedAt().toEpochMilli()));
            case RefundAttempt refund ->
                    ofRun(refund.allocationId())
                            .ifPresent(wallet -> wallet.refund(run(wallet, refund.allocationId())));
            default -> throw new IllegalArgumentException("unheard of: " + command);
        }
        return null;
    }

    private Outcome<?, ?> funded(UUID reference, Outcome<?, ?> outcome) {
        if (outcome instanceof Outcome.Refused) {
            unfunded.add(reference);
        }
        return outcome;
    }

    private ExactWallet wallet(AccountId account) {
        return Objects.requireNonNull(wallets.get(account));
    }

    private Optional<ExactWallet> ofRun(AllocationId allocation) {
        return wallets.values().stream()
                .filter(wallet -> wallet.runs.containsKey(allocation.value()))
                .findAny();
    }

    private static ExactRun run(ExactWallet wallet, AllocationId allocation) {
        return Objects.requireNonNull(wallet.runs.get(allocation.value()));
    }
}
