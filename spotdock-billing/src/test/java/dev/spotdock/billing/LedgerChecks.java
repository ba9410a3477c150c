package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.ledger.AuditRule;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold in the {@code billing} schema at any commit: the rules of the audit. */
public final class LedgerChecks {

    private LedgerChecks() {}

    public static void hold(JdbcClient jdbc) {
        AuditRule.all()
                .forEach(rule ->
                        assertThat(jdbc.sql(rule.sql()).query().listOfRows())
                                .as(rule.name())
                                .isEmpty());
    }

    /** Cut slices are never longer than the setting. */
    public static void slicesAtMost(JdbcClient jdbc, Duration longest) {
        assertThat(
                        jdbc.sql(
                                        "select * from billing.slice where to_at - from_at >"
                                                + " :longest * interval '1 millisecond'")
                                .param("longest", longest.toMillis())
                                .query()
                                .listOfRows())
                .isEmpty();
    }
}
