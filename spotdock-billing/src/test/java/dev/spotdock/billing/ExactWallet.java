package dev.spotdock.billing;

import dev.spotdock.billing.ExactRun.Ended;
import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An independent account of a wallet, of which product.md, section 6, is the only source; it shares
 * nothing with the module but the words in which it is told.
 *
 * <p>Whenever the wallet is looked at, everything that ran since is paid in the order of time: free
 * money first, within a millisecond in the order of the allocations' ids; once it is used up each
 * bid pays out of its own hold until that is used up, or its budget is.
 */
final class ExactWallet {

    final AccountId account;
    final TreeMap<UUID, ExactRun> runs = new TreeMap<>();
    final List<MeterExhausted> ends = new ArrayList<>();
    private final Map<UUID, Long> holds = new HashMap<>();
    private final Set<UUID> released = new HashSet<>();
    private final Set<String> references = new HashSet<>();
    private long free;

    ExactWallet(AccountId account) {
        this.account = account;
    }

    long held() {
        return holds.values().stream().mapToLong(Long::longValue).sum();
    }

    long balance() {
        return free + held();
    }

    void deposit(Deposit command) {
        if (references.add(command.reference())) {
            free += command.amount().micros();
        }
    }

    Outcome<Money, BillingRejection> hold(HoldFunds command) {
        UUID reference = command.reference();
        if (holds.containsKey(reference)) {
            return Outcome.done(Money.ofMicros(held(reference)));
        }
        return resized(reference, command.amount());
    }

    Outcome<Money, BillingRejection> resize(ResizeHold command) {
        return resized(command.reference(), command.amount());
    }

    private Outcome<Money, BillingRejection> resized(UUID reference, Money amount) {
        long more = amount.micros() - held(reference);
        if (more > free) {
            return Outcome.refused(
                    new BillingRejection.InsufficientFunds(
                            Money.ofMicros(more), Money.ofMicros(free)));
        }
        holds.put(reference, amount.micros());
        free -= more;
        return Outcome.done(amount);
    }

    void release(UUID reference) {
        if (holds.containsKey(reference) && released.add(reference)) {
            free += held(reference);
            holds.put(reference, 0L);
        }
    }

    void start(ExactRun run) {
        runs.putIfAbsent(run.id(), run);
    }

    void stop(ExactRun run, long endedAt) {
        if (run.stopped) {
            return;
        }
        long end = Math.max(run.startedAt, endedAt);
        if (end < run.at) {
            free += run.undoAfter(end);
        } else {
            look(end, run);
        }
        run.stopped = true;
    }

    void refund(ExactRun run) {
        if (run.stopped && run.charged() + run.lost() > 0) {
            free += run.undoAfter(run.startedAt);
        }
    }

    /**
     * Charges what ran until an instant.
     *
     * @param ending ended then: its last slice is charged too, and the end of its money is no news
     */
    void look(long until, @Nullable ExactRun ending) {
        List<ExactRun> running = runs.values().stream().filter(run -> !run.stopped).toList();
        if (free > 0) {
            long from = running.stream().mapToLong(run -> run.at).min().orElse(0);
            long dry = ExactRun.first(from, until, at -> wanted(running, at) >= free);
            if (dry == ExactRun.NEVER) {
                running.forEach(run -> payFromFree(run, until, run == ending, 0, ending));
                return;
            }
            payUntilDry(running, dry, ending);
        }
        running.forEach(run -> payFromHold(run, until, run == ending, ending));
    }

    /** What free money would have to pay until an instant. */
    private long wanted(Collection<ExactRun> running, long at) {
        return running.stream().mapToLong(run -> wanted(run, at)).sum();
    }

    private long wanted(ExactRun run, long at) {
        return run.ended != null ? 0 : Math.min(run.dueFromHere(at), budgetLeft(run));
    }

    private void payUntilDry(List<ExactRun> running, long dry, @Nullable ExactRun ending) {
        long left = free - wanted(running, dry - 1);
        Map<UUID, Long> owing = new HashMap<>();
        for (ExactRun run : running) {
            long last = wanted(run, dry) - wanted(run, dry - 1);
            long paid = Math.min(left, last);
            left -= paid;
            owing.put(run.id(), last - paid);
        }
        for (ExactRun run : running) {
            payFromFree(run, dry, true, Objects.requireNonNull(owing.get(run.id())), ending);
        }
        if (free != 0) {
            throw new IllegalStateException("free money is not used up at " + dry);
        }
    }

    /**
     * @param owing what free money does not pay of the last millisecond
     */
    private void payFromFree(
            ExactRun run, long until, boolean cut, long owing, @Nullable ExactRun ending) {
        long end = run.ended == null ? run.hasNoMoreThan(budgetLeft(run), until) : ExactRun.NEVER;
        if (end <= run.at) {
            ends(run, Cause.BUDGET, ending);
        }
        while (run.at < until) {
            long to = Math.min(run.nextCut(), end > run.at ? end : ExactRun.NEVER);
            if (to > until && !cut) {
                return;
            }
            to = Math.min(to, until);
            long wanted = wanted(run, to);
            long fromHold = to == until ? Math.min(owing, held(run.start.bidId().value())) : 0;
            long fromFree = to == until ? wanted - owing : wanted;
            pay(run, to, fromFree, fromHold);
            boolean budgetGone = budgetLeft(run) == 0;
            if (run.ended == null && (to == end || isShort(run))) {
                ends(run, to == end || budgetGone ? Cause.BUDGET : Cause.FUNDS, ending);
            }
        }
    }

    private void payFromHold(ExactRun run, long until, boolean cut, @Nullable ExactRun ending) {
        long budget = budgetLeft(run);
        long held = held(run.start.bidId().value());
        Cause cause = budget <= held ? Cause.BUDGET : Cause.FUNDS;
        long end =
                run.ended == null
                        ? run.hasNoMoreThan(Math.min(budget, held), until)
                        : ExactRun.NEVER;
        if (end <= run.at) {
            ends(run, cause, ending);
        }
        while (run.at < until) {
            long to = Math.min(run.nextCut(), end > run.at ? end : ExactRun.NEVER);
            if (to > until && !cut) {
                return;
            }
            to = Math.min(to, until);
            pay(run, to, 0, Math.min(wanted(run, to), held(run.start.bidId().value())));
            if (to == end) {
                ends(run, cause, ending);
            }
        }
    }

    private static boolean isShort(ExactRun run) {
        ExactRun.Slice last = run.slices.getLast();
        return last.amount() > last.charged();
    }

    private void pay(ExactRun run, long to, long fromFree, long fromHold) {
        run.book(to, fromFree, fromHold);
        free -= fromFree;
        if (fromHold > 0) {
            holds.merge(run.start.bidId().value(), -fromHold, Long::sum);
        }
    }

    private void ends(ExactRun run, Cause cause, @Nullable ExactRun ending) {
        run.ended = new Ended(run.at, cause);
        if (run != ending) {
            ends.add(
                    new MeterExhausted(
                            run.start.allocationId(),
                            run.start.bidId(),
                            account,
                            cause,
                            Instant.ofEpochMilli(run.at)));
        }
    }

    private long held(UUID reference) {
        return holds.getOrDefault(reference, 0L);
    }

    /** Of all attempts, net of refunds. */
    private long budgetLeft(ExactRun run) {
        Money budget = run.start.budget();
        if (budget == null) {
            return ExactRun.NEVER;
        }
        long charged =
                runs.values().stream()
                        .filter(other -> other.start.bidId().equals(run.start.bidId()))
                        .mapToLong(ExactRun::charged)
                        .sum();
        return Math.max(0, budget.micros() - charged);
    }
}
