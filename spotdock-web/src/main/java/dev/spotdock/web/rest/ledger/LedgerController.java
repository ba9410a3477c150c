package dev.spotdock.web.rest.ledger;

import dev.spotdock.billing.FindLedgerReport;
import dev.spotdock.billing.LedgerReport;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Recomputes the ledger for operators. */
@RestController
@Tag(name = "Ledger")
class LedgerController {

    private final Ask ask;
    private final SiteCurrency site;

    LedgerController(Ask ask, SiteCurrency site) {
        this.ask = ask;
        this.site = site;
    }

    @Cost
    @GetMapping("/api/v1/ledger/audit")
    @Operation(
            operationId = "auditLedger",
            summary = "Recomputes the whole ledger, now (operator)",
            description =
                    "Every balance, hold, slice, charge and seal, from the rows, in one snapshot."
                            + " The same is done every ten minutes; the metric"
                            + " spotdock_billing_ledger_breaches counts what is wrong.")
    AuditView audit() {
        LedgerReport report = ask.one(new FindLedgerReport(), LedgerReport.class).orElseThrow();
        return AuditView.of(report, site);
    }
}
