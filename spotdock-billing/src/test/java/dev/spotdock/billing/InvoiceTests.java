package dev.spotdock.billing;

import static dev.spotdock.billing.Months.DECEMBER;
import static dev.spotdock.billing.Months.GRACE_OVER;
import static dev.spotdock.billing.Months.JANUARY;
import static dev.spotdock.billing.Months.close;
import static dev.spotdock.billing.Months.invoices;
import static dev.spotdock.billing.Months.lines;
import static dev.spotdock.billing.Months.linesByPages;
import static dev.spotdock.billing.Months.runBeforeDecember;
import static dev.spotdock.billing.Months.statement;
import static dev.spotdock.billing.Months.stop;
import static dev.spotdock.billing.Months.told;
import static dev.spotdock.billing.Scenario.ONE_PER_MILLI;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.billing.Scenario.Run;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceTests {

    private static final BillingWorld world = BillingWorld.shared();

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
        InvoiceChecks.hold(world.jdbc());
    }

    @Test
    void aMonthIsClosedOnceAfterItsGrace() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 20_000, ONE_PER_MILLI);
        world.meter(DECEMBER.plusSeconds(30));
        stop(run, DECEMBER.plusSeconds(15));
        close(GRACE_OVER.minusMillis(1));
        assertThat(invoices(account)).isEmpty();
        close(GRACE_OVER);
        close(GRACE_OVER.plusSeconds(1));
        Invoice november = invoices(account).getFirst();
        assertThat(invoices(account)).hasSize(1);
        assertThat(november.from()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(november.to()).isEqualTo(DECEMBER);
        assertThat(november.issue())
                .isNotNull()
                .extracting(Invoice.Issue::at)
                .isEqualTo(GRACE_OVER);
        // the slice that ends at midnight is November's, the one that starts there is December's
        assertThat(told(november)).containsExactly("usage -20000..0 20000/20000");
        assertThat(november.total()).isEqualTo(Money.ofMicros(20_000));
        close(JANUARY.plusSeconds(3_600));
        assertThat(told(invoices(account).get(1)))
                .containsExactly(
                        "usage 0..15000 15000/15000",
                        "reversed 10000..30000 20000/20000",
                        "refund 10000..30000 20000/20000");
    }

    @Test
    void aMonthWithoutChargesGivesNoInvoice() {
        AccountId idle = wallet(100_000);
        AccountId later = wallet(100_000);
        Run run = runBeforeDecember(later, -5_000, ONE_PER_MILLI);
        stop(run, DECEMBER.plusSeconds(6));
        close(GRACE_OVER);
        assertThat(invoices(idle)).isEmpty();
        assertThat(invoices(later)).isEmpty();
        close(JANUARY.plusSeconds(3_600));
        assertThat(invoices(idle)).isEmpty();
        assertThat(invoices(later)).extracting(Invoice::from).containsExactly(DECEMBER);
    }

    @Test
    void monthsThatNobodyClosedAreClosedOneAfterTheOther() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 3_000, ONE_PER_MILLI);
        stop(run, DECEMBER.plusSeconds(4));
        close(Instant.parse("2027-05-05T00:00:00Z"));
        assertThat(invoices(account)).extracting(Invoice::to).containsExactly(DECEMBER, JANUARY);
        assertThat(invoices(account))
                .extracting(invoice -> invoice.total().micros())
                .containsExactly(3_000L, 4_000L);
    }

    @Test
    void aLineIsAStretchOfOneRateAndCarriesWhatWasLeftOver() {
        AccountId account = wallet(100_000_000);
        long rate = 7_654_321;
        Run run = runBeforeDecember(account, 60_000, rate);
        world.rates().change(run.allocation(), DECEMBER.minusMillis(33_333), 9_876_543);
        world.meter(DECEMBER.plusSeconds(60));
        stop(run, DECEMBER.plusSeconds(60));
        close(GRACE_OVER);
        List<InvoiceLine> november = lines(invoices(account).getFirst());
        assertThat(november)
                .extracting(InvoiceLine::milliseconds)
                .containsExactly(26_667L, 33_333L);
        assertThat(november)
                .extracting(InvoiceLine::carried)
                .containsExactly(0L, rate * 26_667 % 3_600_000);
        long accrued = rate * 26_667 + 9_876_543L * 33_333;
        assertThat(november)
                .extracting(line -> line.amount().micros())
                .containsExactly(
                        rate * 26_667 / 3_600_000, accrued / 3_600_000 - rate * 26_667 / 3_600_000);
        Invoice december = statement(account, DECEMBER.plusSeconds(60));
        assertThat(lines(december))
                .extracting(InvoiceLine::carried)
                .containsExactly(accrued % 3_600_000);
    }

    @Test
    void aTinyRateIsOneLineThoughFewOfItsSlicesAreCharged() {
        AccountId account = wallet(100);
        Run run = runBeforeDecember(account, 60_000, 100);
        Run tinier = runBeforeDecember(account, 60_000, 1);
        stop(run, DECEMBER);
        stop(tinier, DECEMBER);
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst())).containsExactly("usage -60000..0 1/1");
    }

    @Test
    void aReversedLineToldWholeThoughItsFirstSliceCostNothing() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 60_000, 100);
        world.rates().change(run.allocation(), DECEMBER.minusSeconds(55), ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(30));
        stop(run, DECEMBER.minusSeconds(30));
        world.send(new RefundAttempt(run.allocation(), DECEMBER.minusSeconds(24)));
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst()))
                .containsExactly(
                        "reversed -60000..-55000 0/0",
                        "refund -60000..-55000 0/0",
                        "reversed -55000..-30000 25000/25000",
                        "refund -55000..-30000 25000/25000");
    }

    @Test
    void anEndObservedLateShowsBothTheChargeAndItsRefund() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(20));
        stop(run, DECEMBER.minusMillis(37_655));
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst()))
                .containsExactly(
                        "usage -60000..-37655 22345/22345",
                        "reversed -40000..-20000 20000/20000",
                        "refund -40000..-20000 20000/20000");
    }

    /** Its refunds are booked after charges of the next month, and are not on that invoice too. */
    @Test
    void anEndObservedWithinTheGraceIsOnTheInvoiceOfItsMonthOnly() {
        AccountId account = wallet(1_000_000);
        Run run = runBeforeDecember(account, 30_000, ONE_PER_MILLI);
        world.meter(DECEMBER.plusSeconds(25));
        stop(run, DECEMBER.minusSeconds(15));
        close(GRACE_OVER);
        close(JANUARY.plusSeconds(3_600));
        assertThat(told(invoices(account).get(0)))
                .containsExactly(
                        "usage -30000..-15000 15000/15000",
                        "reversed -20000..0 20000/20000",
                        "refund -20000..0 20000/20000");
        assertThat(told(invoices(account).get(1)))
                .containsExactly("reversed 0..20000 20000/20000", "refund 0..20000 20000/20000");
    }

    @Test
    void anEndObservedAfterTheClosingIsCorrectedOnTheNextInvoice() {
        AccountId account = wallet(1_000_000);
        Run run = runBeforeDecember(account, 30_000, 1_234_567);
        world.meter(DECEMBER.plusSeconds(25));
        close(GRACE_OVER);
        Invoice november = invoices(account).getFirst();
        long first = 1_234_567L * 10_000;
        long until = first + 1_234_567L * 4_444;
        long whole = 1_234_567L * 30_000;
        assertThat(november.total()).isEqualTo(Money.ofMicros(whole / 3_600_000));
        stop(run, DECEMBER.minusMillis(15_556));
        List<String> corrections =
                List.of(
                        "refund -20000..0 %1$d/%1$d"
                                .formatted(whole / 3_600_000 - first / 3_600_000),
                        "usage -20000..-15556 %1$d/%1$d"
                                .formatted(until / 3_600_000 - first / 3_600_000));
        Invoice open = statement(account, DECEMBER.plusSeconds(26));
        assertThat(told(open)).startsWith(corrections.toArray(String[]::new)).hasSize(4);
        List<InvoiceLine> openLines = lines(open);
        close(JANUARY.plusSeconds(3_600));
        Invoice december = invoices(account).get(1);
        assertThat(lines(december)).isEqualTo(openLines);
        assertThat(lines(december).getFirst().carried()).isEqualTo(first % 3_600_000);
        assertThat(lines(december).get(1).carried()).isEqualTo(first % 3_600_000);
        assertThat(november.total().plus(december.total()))
                .isEqualTo(Money.ofMicros(until / 3_600_000));
        assertThat(lines(november)).hasSize(1);
    }

    @Test
    void anAttemptThatIsFreeIsShownAndCostsNothing() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(30));
        stop(run, DECEMBER.minusSeconds(25));
        world.send(new RefundAttempt(run.allocation(), DECEMBER.minusSeconds(24)));
        close(GRACE_OVER);
        Invoice november = invoices(account).getFirst();
        assertThat(told(november))
                .containsExactly(
                        "reversed -60000..-25000 35000/35000", "refund -60000..-25000 35000/35000");
        assertThat(november.total()).isEqualTo(Money.ZERO);
        assertThat(november.usage()).isEqualTo(Money.ofMicros(35_000));
    }

    @Test
    void anAttemptIsFreeThoughItsEndWasObservedLate() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(30));
        stop(run, DECEMBER.minusSeconds(56));
        world.send(new RefundAttempt(run.allocation(), DECEMBER.minusSeconds(24)));
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst()))
                .containsExactly(
                        "reversed -60000..-30000 30000/30000",
                        "refund -60000..-30000 30000/30000",
                        "reversed -60000..-56000 4000/4000",
                        "refund -60000..-56000 4000/4000");
        assertThat(invoices(account).getFirst().total()).isEqualTo(Money.ZERO);
    }

    @Test
    void aRefundOfAMonthThatIsClosedIsNegative() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        stop(run, DECEMBER.minusSeconds(25));
        close(GRACE_OVER);
        world.send(new RefundAttempt(run.allocation(), DECEMBER.plusSeconds(4_000)));
        close(JANUARY.plusSeconds(3_600));
        assertThat(told(invoices(account).get(1)))
                .containsExactly("refund -60000..-25000 35000/35000");
        assertThat(invoices(account).get(1).total()).isEqualTo(Money.ofMicros(-35_000));
    }

    @Test
    void whereTheMoneyEndedALineSaysWhatWasNotCharged() {
        AccountId account = wallet(25_000);
        Run run = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(20));
        stop(run, DECEMBER.minusSeconds(15));
        close(GRACE_OVER);
        assertThat(told(invoices(account).getFirst()))
                .containsExactly(
                        "usage -60000..-35000 25000/25000", "usage -35000..-15000 0/20000");
    }

    @Test
    void aMonthWaitsForWorkThatIsMeteredOnlyToBeforeItsEnd() {
        AccountId account = wallet(100_000);
        Run run = runBeforeDecember(account, 30_000, ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(10));
        close(DECEMBER.plusSeconds(400_000));
        assertThat(invoices(account)).isEmpty();
        world.meter(DECEMBER);
        close(DECEMBER.plusSeconds(400_001));
        assertThat(told(invoices(account).getFirst()))
                .containsExactly("usage -30000..0 30000/30000");
        stop(run, DECEMBER.plusSeconds(1));
    }

    @Test
    void workThatIsHeardOfAfterTheClosingIsOnTheNextInvoice() {
        AccountId account = wallet(100_000);
        stop(runBeforeDecember(account, 30_000, ONE_PER_MILLI), DECEMBER.minusSeconds(25));
        close(GRACE_OVER);
        stop(runBeforeDecember(account, 10_000, ONE_PER_MILLI), DECEMBER.plusSeconds(5));
        close(JANUARY.plusSeconds(3_600));
        assertThat(told(invoices(account).get(1)))
                .containsExactly("usage -10000..0 10000/10000", "usage 0..5000 5000/5000");
    }

    @Test
    void theStatementIsWhatTheInvoiceWillBe() {
        AccountId account = wallet(70_000);
        Run run = runBeforeDecember(account, 60_000, 1_999_999);
        Run late = runBeforeDecember(account, 50_000, ONE_PER_MILLI);
        world.rates().change(run.allocation(), DECEMBER.minusMillis(12_345), 555_555);
        world.meter(DECEMBER.plusSeconds(5));
        stop(late, DECEMBER.minusMillis(13_131));
        Invoice open = statement(account, DECEMBER.minusMillis(1));
        List<InvoiceLine> openLines = lines(open);
        close(GRACE_OVER);
        Invoice closed = invoices(account).getFirst();
        assertThat(lines(closed)).isEqualTo(openLines);
        assertThat(closed).usingRecursiveComparison().ignoringFields("issue").isEqualTo(open);
        assertThat(linesByPages(open)).isEmpty(); // it is closed: the next month runs
        assertThat(linesByPages(closed)).isEqualTo(openLines);
        Invoice next = statement(account, DECEMBER.plusSeconds(5));
        assertThat(linesByPages(next)).isEqualTo(lines(next));
        stop(run, DECEMBER.plusSeconds(5));
    }

    @Test
    void eachBidIsSummedUp() {
        AccountId account = wallet(100_000);
        Run cheap = runBeforeDecember(account, 60_000, ONE_PER_MILLI);
        stop(cheap, DECEMBER.minusSeconds(50));
        Run dear = runBeforeDecember(account, 40_000, 2 * ONE_PER_MILLI);
        world.meter(DECEMBER.minusSeconds(20));
        stop(dear, DECEMBER.minusSeconds(30));
        close(GRACE_OVER);
        assertThat(
                        world.<ListInvoicedBids.InvoicedBid>list(
                                new ListInvoicedBids(invoices(account).getFirst(), 10)))
                .containsExactly(
                        new ListInvoicedBids.InvoicedBid(
                                dear.bid(), 10_000, Money.ofMicros(40_000), Money.ofMicros(20_000)),
                        new ListInvoicedBids.InvoicedBid(
                                cheap.bid(), 10_000, Money.ofMicros(10_000), Money.ZERO));
    }

    @Test
    void nobodyFindsTheInvoiceOfAnother() {
        AccountId account = wallet(100_000);
        stop(runBeforeDecember(account, 30_000, ONE_PER_MILLI), DECEMBER.minusSeconds(25));
        close(GRACE_OVER);
        Invoice invoice = invoices(account).getFirst();
        Invoice.Issue issue = Objects.requireNonNull(invoice.issue());
        UUID id = issue.id();
        assertThat(world.one(new FindInvoice(account, id))).contains(invoice);
        assertThat(world.one(new FindInvoice(null, id))).contains(invoice);
        AccountId other = wallet(1);
        assertThat(world.one(new FindInvoice(other, id))).isEmpty();
        Invoice forged =
                new Invoice(
                        other,
                        issue,
                        invoice.from(),
                        invoice.to(),
                        invoice.usage(),
                        invoice.refunds(),
                        1,
                        null);
        assertThat(lines(forged)).isEmpty();
        assertThat(world.one(new FindStatement(new AccountId(world.id()), DECEMBER))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update billing.invoice set usage = usage + 1",
                "delete from billing.invoice",
                "truncate billing.invoice cascade",
                "update billing.invoice_line set charged = 0",
                "delete from billing.invoice_line where false"
            })
    void whatIsClosedRefusesChanges(String statement) {
        assertThatThrownBy(() -> world.jdbc().sql(statement).update())
                .hasMessageContaining("append-only");
    }
}
