package dev.spotdock.billing.ledger;

import dev.spotdock.billing.LedgerReport;
import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Audits the ledger again and again; how many breaches there are is a metric to alert on. */
@Component
class AuditLoop implements Loop {

    private final LedgerAudit audit;
    private final LedgerProperties properties;
    private final AtomicLong breaches;
    private final AtomicLong auditedAt;

    AuditLoop(LedgerAudit audit, LedgerProperties properties, MeterRegistry metrics) {
        this.audit = audit;
        this.properties = properties;
        this.breaches = metrics.gauge("spotdock.billing.ledger.breaches", new AtomicLong());
        this.auditedAt = metrics.gauge("spotdock.billing.ledger.audited.seconds", new AtomicLong());
    }

    @Override
    public String name() {
        return "ledger-audit";
    }

    @Override
    public Duration interval() {
        return properties.auditInterval();
    }

    @Override
    public void runOnce(Instant now) {
        LedgerReport report = audit.run();
        breaches.set(report.breaches().size());
        auditedAt.set(report.at().getEpochSecond());
    }
}
