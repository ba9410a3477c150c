package dev.spotdock.web.rest.ledger;

import dev.spotdock.billing.LedgerReport;
import dev.spotdock.web.rest.AmountView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What recomputing the ledger came to. */
@Schema(name = "LedgerAudit")
record AuditView(
        @Schema(description = "no rule is broken") boolean sound,
        @Schema(description = "of the snapshot") Instant at,
        long tookMillis,
        @Schema(description = "rules that were checked") int rules,
        @Schema(description = "at most 100 of each rule") List<BreachView> breaches,
        @Schema(description = "lines of the journal") long lines,
        @Schema(
                        description =
                                "the head of the chain of hashes over the journal; note it"
                                        + " elsewhere to prove later that no line before it was changed"
                                        + " (null: nothing is sealed yet)")
                @Nullable SealView seal,
        @Schema(description = "what ran after its money had ended: charged to nobody")
                AmountView lost,
        @Schema(description = "they add up to nothing") List<SumView> accounts) {

    @Schema(name = "LedgerBreach")
    record BreachView(String rule, String row) {}

    @Schema(name = "LedgerSeal")
    record SealView(
            long number,
            @Schema(description = "of the last line that it covers") long position,
            @Schema(description = "SHA-256, hexadecimal") String hash,
            Instant at) {}

    @Schema(name = "LedgerSum")
    record SumView(
            @Schema(allowableValues = {"wallet", "deposits", "revenue", "refunds", "seller"})
                    String accounts,
            @Schema(description = "credits less debits") AmountView balance) {}

    static AuditView of(LedgerReport report, SiteCurrency site) {
        LedgerReport.Seal seal = report.seal();
        return new AuditView(
                report.breaches().isEmpty(),
                report.at(),
                report.took().toMillis(),
                report.rules(),
                report.breaches().stream()
                        .map(breach -> new BreachView(breach.rule(), breach.row()))
                        .toList(),
                report.lines(),
                seal == null
                        ? null
                        : new SealView(seal.number(), seal.position(), seal.hash(), seal.at()),
                site.amount(report.lost()),
                report.sums().stream()
                        .map(sum -> new SumView(sum.accounts(), site.amount(sum.balance())))
                        .toList());
    }
}
