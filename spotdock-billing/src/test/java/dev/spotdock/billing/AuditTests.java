package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tampers behind the triggers' back, and mends it again. */
class AuditTests {

    private static final BillingWorld world = BillingWorld.shared();

    private AccountId account = new AccountId(UUID.randomUUID());

    @BeforeEach
    void aLedgerWithEverything() {
        account = Scenario.wallet(100_000);
        Scenario.Run stopped = Scenario.run(account, 5_000, ONE_PER_MILLI, Money.ofMicros(60_000));
        world.meter(after(20_000));
        Scenario.stop(stopped, 25_000);
        Scenario.Run late = Scenario.run(account, 0, ONE_PER_MILLI, null);
        world.meter(after(30_000));
        Scenario.stop(late, 13_000);
        UUID hold = world.id();
        world.send(new HoldFunds(account, hold, Money.ofMicros(500)));
        Money fee = Money.ofMicros(40);
        world.send(
                new CaptureHold(
                        hold, new AccountId(world.id()), Money.ofMicros(400), fee, after(31_000)));
        seal();
        assertThat(report().breaches()).isEmpty();
    }

    @AfterEach
    void isSoundAgain() {
        assertThat(report().breaches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    billing.wallet   | balance = balance + 1 | balance = balance - 1 | a wallet's balance is its credits less its debits
                    billing.wallet   | balance = balance + 1 | balance = balance - 1 | all accounts together hold nothing
                    billing.wallet   | held = held + 1 | held = held - 1 | what a wallet holds is what its holds have left
                    billing.transfer | amount = amount + 1 | amount = amount - 1 | every seal is the hash of its lines
                    billing.transfer | at = at + interval '1 second' | at = at - interval '1 second' | every seal is the hash of its lines
                    billing.transfer | balance_after = balance_after + 1 | balance_after = balance_after - 1 | balances after each transfer chain without a gap
                    billing.slice    | charged = charged - 1, lost = lost + 1 | charged = charged + 1, lost = lost - 1 | a charge is its slice's, once; a refund reverses a voided slice's charge
                    billing.slice    | rate = rate + 3600000 | rate = rate - 3600000 | each slice's amount is the difference of two cumulative dues
                    billing.slice    | to_at = to_at + interval '1 millisecond' | to_at = to_at - interval '1 millisecond' | slices that are not voided are contiguous, from the start to where the meter is
                    billing.meter    | charged = charged + 1 | charged = charged - 1 | a meter's sums are those of its slices
                    billing.meter    | accrued = accrued + 1 | accrued = accrued - 1 | a meter's sums are those of its slices
                    billing.meter    | budget = 20000 | budget = 60000 | a bid's charges never exceed its budget
                    billing.hold     | captured = captured - 1, released = released + 1 | captured = captured + 1, released = released - 1 | a hold was captured by the slices of its bid or by a purchase
                    billing.deposit  | amount = amount + 1 | amount = amount - 1 | each deposit has its transfer
                    """)
    void whatIsChangedBehindTheLedgersBackShows(
            String table, String change, String back, String rule) {
        UUID row = rowOf(table);
        assertThat(row).isNotNull();
        tamper("update %s set %s where %s".formatted(table, change, where(table, row)));
        List<String> broken = report().breaches().stream().map(LedgerReport.Breach::rule).toList();
        tamper("update %s set %s where %s".formatted(table, back, where(table, row)));
        assertThat(broken).contains(rule);
    }

    @Test
    void aLineThatIsRemovedShows() {
        List<LedgerReport.Breach> breaches = breachesAfterRemoval();
        assertThat(breaches)
                .extracting(LedgerReport.Breach::rule)
                .contains(
                        "every seal is the hash of its lines",
                        "a wallet's balance is its credits less its debits");
    }

    private List<LedgerReport.Breach> breachesAfterRemoval() {
        String line = "wallet_id = '%s' and kind = 'purchase'".formatted(account);
        tamper("create table billing.kept as select * from billing.transfer where " + line);
        tamper("delete from billing.transfer where " + line);
        List<LedgerReport.Breach> breaches = report().breaches();
        tamper("insert into billing.transfer overriding system value select * from billing.kept");
        tamper("drop table billing.kept");
        return breaches;
    }

    @Test
    void aWholeChainThatIsForgedHasAnotherHead() {
        String head = sealed().hash();
        Scenario.deposit(account, 7);
        seal();
        assertThat(sealed().hash()).isNotEqualTo(head);
        long number = sealed().number();
        seal();
        assertThat(sealed().number()).isEqualTo(number);
    }

    @Test
    void countsLinesAndSumsOfAllAccounts() {
        LedgerReport report = report();
        assertThat(report.lines()).isPositive().isEqualTo(sealed().position());
        assertThat(report.sums())
                .extracting(LedgerReport.Sum::accounts)
                .contains("wallet", "deposits", "revenue", "refunds", "seller");
        assertThat(report.sums().stream().mapToLong(sum -> sum.balance().micros()).sum()).isZero();
    }

    @Test
    void howManyBreachesThereAreIsAMetric() {
        tamper(
                "update billing.wallet set balance = balance + 1 where "
                        + where("billing.wallet", account.value()));
        world.run("ledger-audit", START);
        double broken = breachesMetric();
        tamper(
                "update billing.wallet set balance = balance - 1 where "
                        + where("billing.wallet", account.value()));
        world.run("ledger-audit", START);
        assertThat(broken).isGreaterThanOrEqualTo(2);
        assertThat(breachesMetric()).isZero();
    }

    private static double breachesMetric() {
        return world.metrics().get("spotdock.billing.ledger.breaches").gauge().value();
    }

    private static LedgerReport report() {
        return world.<LedgerReport>one(new AuditLedger()).orElseThrow();
    }

    private static LedgerReport.Seal sealed() {
        LedgerReport.Seal seal = report().seal();
        assertThat(seal).isNotNull();
        return Objects.requireNonNull(seal);
    }

    /** Seen in one run, sealed in the next. */
    private static void seal() {
        world.run("sealer", START);
        world.run("sealer", START);
    }

    private UUID rowOf(String table) {
        String sql =
                switch (table) {
                    case "billing.wallet" -> "select '%s'::uuid";
                    case "billing.transfer" ->
                            "select entry_id from billing.transfer where wallet_id = '%s' and kind = 'purchase'";
                    case "billing.deposit" ->
                            "select entry_id from billing.deposit where account_id = '%s'";
                    case "billing.hold" ->
                            "select reference from billing.hold where account_id = '%s' and captured > 0 limit 1";
                    default ->
                            "select allocation_id from billing.meter where account_id = '%s' and budget is not null";
                };
        return world.jdbc().sql(sql.formatted(account)).query(UUID.class).single();
    }

    private static String where(String table, UUID row) {
        return switch (table) {
            case "billing.wallet" -> "account_id = '%s'".formatted(row);
            case "billing.transfer", "billing.deposit" -> "entry_id = '%s'".formatted(row);
            case "billing.hold" -> "reference = '%s'".formatted(row);
            case "billing.slice" -> "allocation_id = '%s' and slice_no = 2".formatted(row);
            default -> "allocation_id = '%s'".formatted(row);
        };
    }

    /** As a superuser could. */
    private static void tamper(String sql) {
        world.jdbc().sql("alter table billing.transfer disable trigger all").update();
        world.jdbc().sql(sql).update();
        world.jdbc().sql("alter table billing.transfer enable trigger all").update();
    }
}
