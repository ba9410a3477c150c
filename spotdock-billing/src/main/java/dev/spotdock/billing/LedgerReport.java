package dev.spotdock.billing;

import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recomputing the whole ledger came to.
 *
 * @param at when the snapshot was taken
 * @param took how long it took
 * @param rules how many were checked
 * @param breaches empty: the ledger is sound; at most 100 of each rule
 * @param lines of the journal
 * @param seal the last one; null: nothing is sealed yet
 * @param lost what ran after its money had ended: nobody was charged for it
 * @param sums of all wallets and of each kind of other account; they add up to nothing
 */
public record LedgerReport(
        Instant at,
        Duration took,
        int rules,
        List<Breach> breaches,
        long lines,
        @Nullable Seal seal,
        Money lost,
        List<Sum> sums) {

    public LedgerReport {
        breaches = List.copyOf(breaches);
        sums = List.copyOf(sums);
    }

    /** A rule and a row that breaks it. */
    public record Breach(String rule, String row) {}

    /**
     * The head of the chain of hashes over the journal: who notes it elsewhere can prove later that
     * no line before it was changed.
     *
     * @param position of the last line that it covers
     * @param hash SHA-256, hexadecimal
     */
    public record Seal(long number, long position, String hash, Instant at) {}

    /**
     * What accounts of one kind hold together.
     *
     * @param accounts {@code wallet}, {@code deposits}, {@code revenue}, {@code refunds} or {@code
     *     seller}
     * @param balance signed: what they were credited less what they were debited
     */
    public record Sum(String accounts, Money balance) {}
}
