package dev.spotdock.billing.ledger;

import dev.spotdock.billing.FindLedgerReport;
import dev.spotdock.billing.LedgerReport;
import dev.spotdock.billing.LedgerReport.Breach;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Recomputes the ledger from its rows. It only reads, in one snapshot, and one at a time. */
@Component
class LedgerAudit {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAudit.class);

    // A broken rule may break everywhere; who mends it starts with the first ones.
    private static final int BREACHES_PER_RULE = 100;

    private static final String SUMS =
            """
            select 'wallet' as kind, coalesce(sum(balance), 0) as balance from billing.wallet
            union all
            select a.kind, coalesce(sum(case when t.credit = a.id then t.amount
                when t.debit = a.id then -t.amount end), 0)
            from billing.account a
            left join billing.transfer t on a.id in (t.debit, t.credit)
            group by a.kind
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final InstantSource clock;
    private final List<AuditRule> rules = AuditRule.all();

    LedgerAudit(JdbcClient jdbc, PlatformTransactionManager transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @QueryHandler
    Optional<LedgerReport> handle(FindLedgerReport query) {
        return Optional.of(run());
    }

    /** Everything, now. */
    synchronized LedgerReport run() {
        Instant from = clock.instant();
        LedgerReport report =
                Objects.requireNonNull(snapshot.execute(status -> report(from)), "a report");
        for (Breach breach : report.breaches()) {
            LOG.error("The ledger is not sound: {}: {}", breach.rule(), breach.row());
        }
        return report;
    }

    private LedgerReport report(Instant from) {
        // It takes as long as the journal is; it locks nothing that others wait for.
        jdbc.sql("set local transaction_timeout = 0").update();
        List<Breach> breaches = new ArrayList<>();
        rules.forEach(rule -> breaches.addAll(breaches(rule)));
        long lines = jdbc.sql("select count(*) from billing.transfer").query(Long.class).single();
        Optional<LedgerReport.Seal> seal =
                jdbc.sql("select * from billing.seal order by number desc limit 1")
                        .query((row, number) -> seal(row))
                        .optional();
        List<LedgerReport.Sum> sums =
                jdbc.sql(SUMS)
                        .query((row, number) ->
                                new LedgerReport.Sum(
                                        row.getString("kind"),
                                        Money.ofMicros(row.getLong("balance"))))
                        .list();
        long lost =
                jdbc.sql("select coalesce(sum(lost), 0) from billing.meter")
                        .query(Long.class)
                        .single();
        Duration took = Duration.between(from, clock.instant());
        return new LedgerReport(
                from,
                took,
                rules.size(),
                breaches,
                lines,
                seal.orElse(null),
                Money.ofMicros(lost),
                sums);
    }

    private List<Breach> breaches(AuditRule rule) {
        return jdbc.sql(
                        "select b::text as row from (%s) b limit %d"
                                .formatted(rule.sql(), BREACHES_PER_RULE))
                .query((row, number) -> new Breach(rule.name(), row.getString("row")))
                .list();
    }

    private static LedgerReport.Seal seal(ResultSet row) throws SQLException {
        return new LedgerReport.Seal(
                row.getLong("number"),
                row.getLong("to_position"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                Columns.instant(row, "sealed_at"));
    }
}
