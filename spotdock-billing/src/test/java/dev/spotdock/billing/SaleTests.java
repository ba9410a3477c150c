package dev.spotdock.billing;

import static dev.spotdock.billing.Scenario.START;
import static dev.spotdock.billing.Scenario.after;
import static dev.spotdock.billing.Scenario.wallet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.billing.ledger.AuditRule;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a captured hold to the seller's wallet and the invoices of both sides. */
class SaleTests {

    private static final BillingWorld world = BillingWorld.shared();
    private static final String ITEM = "1HGCM82633A004352, Honda Accord, 2003";

    private final AccountId buyer = wallet(1_000);
    private final AccountId seller = wallet(5);

    @AfterEach
    void checksHold() {
        LedgerChecks.hold(world.jdbc());
    }

    private UUID sold(long price, long fee) {
        UUID reference = world.id();
        world.send(new HoldFunds(buyer, reference, Money.ofMicros(price), null));
        world.send(
                new CaptureHold(
                        reference, seller, Money.ofMicros(price), Money.ofMicros(fee), after(1)));
        return reference;
    }

    private Outcome<Money, BillingRejection> pay(UUID reference) {
        return world.send(new PaySeller(reference, after(2)));
    }

    private void invoice(UUID reference) {
        world.send(new InvoiceSale(reference, ITEM, after(3)));
    }

    private static List<Invoice> invoices(AccountId account) {
        return world.list(new ListInvoices(account, Long.MAX_VALUE, 10));
    }

    @Test
    void theSellerGetsThePriceLessTheFeeOnce() {
        UUID reference = sold(300, 15);
        for (int i = 0; i < 2; i++) {
            assertThat(pay(reference)).isEqualTo(Outcome.done(Money.ofMicros(285)));
        }
        assertThat(world.wallet(seller).balance()).isEqualTo(Money.ofMicros(290));
        assertThat(Scenario.entries(seller).getFirst())
                .extracting(ListEntries.Entry::kind, ListEntries.Entry::amount)
                .containsExactly("sale", Money.ofMicros(285));
        assertThat(world.events(WalletCredited.class))
                .filteredOn(event -> event.reference().equals(reference.toString()))
                .containsExactly(
                        new WalletCredited(
                                seller,
                                Money.ofMicros(285),
                                Money.ofMicros(290),
                                reference.toString(),
                                after(2)));
    }

    @Test
    void whereAllIsFeeNothingMoves() {
        UUID reference = sold(300, 300);
        assertThat(pay(reference)).isEqualTo(Outcome.done(Money.ZERO));
        assertThat(world.wallet(seller).balance()).isEqualTo(Money.ofMicros(5));
        invoice(reference);
        assertThat(invoices(seller).getFirst().total()).isEqualTo(Money.ZERO);
    }

    @Test
    void whoHasNoWalletHasStillEarnedIt() {
        AccountId stranger = new AccountId(world.id());
        UUID reference = world.id();
        world.send(new HoldFunds(buyer, reference, Money.ofMicros(10), null));
        world.send(new CaptureHold(reference, stranger, Money.ofMicros(10), Money.ZERO, after(1)));
        assertThat(pay(reference)).isEqualTo(Outcome.refused(new BillingRejection.UnknownWallet()));
        world.send(new OpenWallet(stranger, START));
        assertThat(pay(reference)).isEqualTo(Outcome.done(Money.ofMicros(10)));
        assertThat(world.wallet(stranger).balance()).isEqualTo(Money.ofMicros(10));
    }

    @Test
    void bothSidesGetTheirInvoicesAtOnceAndOnce() {
        UUID reference = sold(300, 15);
        invoice(reference);
        invoice(reference);
        Invoice bought = invoices(buyer).getFirst();
        Invoice sold = invoices(seller).getFirst();
        assertThat(invoices(buyer)).hasSize(1);
        assertThat(invoices(seller)).hasSize(1);
        assertThat(bought.total()).isEqualTo(Money.ofMicros(300));
        assertThat(sold.usage()).isEqualTo(Money.ofMicros(15));
        assertThat(sold.refunds()).isEqualTo(Money.ofMicros(300));
        assertThat(sold.total()).isEqualTo(Money.ofMicros(-285));
        assertThat(bought.sale())
                .isEqualTo(
                        new Invoice.Sale(
                                reference,
                                Invoice.Side.BUYER,
                                ITEM,
                                Money.ofMicros(300),
                                Money.ofMicros(15)));
        assertThat(Objects.requireNonNull(sold.sale()).side()).isEqualTo(Invoice.Side.SELLER);
        assertThat(bought.from()).isEqualTo(after(1));
        Invoice.Issue issue = Objects.requireNonNull(bought.issue());
        assertThat(issue.at()).isEqualTo(after(3));
        assertThat(Objects.requireNonNull(sold.issue()).number()).isEqualTo(issue.number() + 1);
        assertThat(world.one(new FindInvoice(buyer, issue.id()))).contains(bought);
        assertThat(world.one(new FindInvoice(seller, issue.id()))).isEmpty();
        List<InvoiceLine> lines = world.list(new ListInvoiceLines(bought, null, 10));
        assertThat(lines).isEmpty();
    }

    @Test
    void whatWasNotSoldIsNeitherPaidNorInvoiced() {
        UUID held = world.id();
        world.send(new HoldFunds(buyer, held, Money.ofMicros(10), null));
        for (UUID reference : List.of(held, world.id())) {
            assertThatThrownBy(() -> pay(reference)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> invoice(reference)).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> new InvoiceSale(held, " ", START))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(invoices(buyer)).isEmpty();
        world.send(new ReleaseHold(held));
    }

    @Test
    void severalSalesInOneMomentAreSeveralInvoices() {
        invoice(sold(10, 1));
        invoice(sold(20, 1));
        assertThat(invoices(buyer)).hasSize(2);
    }

    /** Everything twice at once, by several: still once, and no number is lost. */
    @Test
    void racingSalesArePaidAndInvoicedOnce() throws Exception {
        List<UUID> references = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            references.add(sold(10 + i, i % 3));
        }
        List<Callable<Object>> racers = new ArrayList<>();
        for (UUID reference : references) {
            for (int i = 0; i < 2; i++) {
                racers.add(() -> pay(reference));
                racers.add(() -> {
                    invoice(reference);
                    return true;
                });
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> racer : threads.invokeAll(racers)) {
                racer.get();
            }
        }
        long paid = 0;
        for (int i = 0; i < 20; i++) {
            paid += 10 + i - i % 3;
        }
        assertThat(world.wallet(seller).balance()).isEqualTo(Money.ofMicros(5 + paid));
        assertThat(world.<Invoice>list(new ListInvoices(seller, Long.MAX_VALUE, 100))).hasSize(20);
    }

    /** Two that sell to each other, again and again: neither waits for the other for ever. */
    @Test
    void salesInBothDirectionsAtOnceNeverWaitForEachOther() throws Exception {
        List<AccountId> both = List.of(wallet(1_000), wallet(1_000));
        List<Callable<Object>> racers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            AccountId one = both.get(i % 2);
            AccountId other = both.get(1 - i % 2);
            UUID reference = world.id();
            racers.add(() -> {
                world.inTransaction(() -> {
                    world.send(new LockWallets(List.of(one, other)));
                    world.send(new HoldFunds(one, reference, Money.ofMicros(10), null));
                    world.send(
                            new CaptureHold(
                                    reference, other, Money.ofMicros(10), Money.ZERO, after(1)));
                    pay(reference);
                    invoice(reference);
                });
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Object> racer : threads.invokeAll(racers)) {
                racer.get();
            }
        }
        assertThat(both)
                .allMatch(account -> world.wallet(account).balance().equals(Money.ofMicros(1_000)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update billing.transfer set amount = amount - 1 where kind = 'sale'    | a seller is paid for a purchase, less its fee, into the own wallet
                    update billing.transfer set reference = gen_random_uuid() where kind = 'sale' | a seller is paid for a purchase, less its fee, into the own wallet
                    update billing.invoice set sale_fee = sale_fee - 1 where sale_side = 'buyer' and sale_fee > 0 | a sale's invoices are the buyer's and the seller's, of what was paid
                    update billing.invoice set from_at = from_at - interval '1 s', to_at = to_at - interval '1 s' where sale_side = 'buyer' | a sale's invoices are the buyer's and the seller's, of what was paid
                    delete from billing.invoice where sale_side = 'seller' | a sale's invoices are the buyer's and the seller's, of what was paid
                    """)
    void theAuditFindsWhatIsWrong(String damage, String rule) {
        UUID reference = sold(300, 15);
        pay(reference);
        invoice(reference);
        List<String> broken = new ArrayList<>();
        assertThatThrownBy(() ->
                        world.inTransaction(() -> {
                            world.jdbc()
                                    .sql("set local session_replication_role = replica")
                                    .update();
                            world.jdbc().sql(damage).update();
                            broken.addAll(broken());
                            throw new Undone();
                        }))
                .isInstanceOf(Undone.class);
        assertThat(broken).contains(rule);
    }

    private static List<String> broken() {
        return AuditRule.all().stream()
                .filter(rule -> !world.jdbc().sql(rule.sql()).query().listOfRows().isEmpty())
                .map(AuditRule::name)
                .toList();
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
