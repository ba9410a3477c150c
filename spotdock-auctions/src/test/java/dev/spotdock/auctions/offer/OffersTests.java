package dev.spotdock.auctions.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.kernel.resources.Resources;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class OffersTests {

    private static final Resources CAPACITY = new Resources(4000, 8192, 2);

    private final Market market = Market.fresh();
    private final Offers offers = market.bean(Offers.class);

    @BeforeEach
    void oneNode() {
        offer(CAPACITY, true);
    }

    private void offer(Resources capacity, boolean schedulable) {
        market.send(new OfferCapacity("n1", "default", capacity, schedulable));
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result =
                new TransactionTemplate(market.bean(PlatformTransactionManager.class))
                        .execute(_ -> work.get());
        return result;
    }

    private boolean take(Resources demand) {
        return inTransaction(() -> offers.take("default", "n1", demand));
    }

    private void free(Resources taken) {
        inTransaction(() -> {
            offers.free("n1", taken);
            return true;
        });
    }

    private Resources used() {
        return offers.all().getFirst().used();
    }

    @ParameterizedTest
    @CsvSource({"4001, 6, 0", "1, 8193, 0", "1, 6, 3"})
    void noResourceIsExceeded(long cpuMillis, long memoryMiB, int gpus) {
        assertThat(take(new Resources(cpuMillis, memoryMiB, gpus))).isFalse();
        assertThat(used()).isEqualTo(Resources.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aFullNodeIsFull(long cpuMillis, long memoryMiB, int gpus) {
        assertThat(take(CAPACITY)).isTrue();
        assertThat(take(new Resources(cpuMillis, memoryMiB, gpus))).isFalse();
        assertThat(used()).isEqualTo(CAPACITY);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Resources half = new Resources(2000, 4096, 1);
        take(half);
        take(half);
        free(half);
        assertThat(used()).isEqualTo(half);
        assertThat(take(half)).isTrue();
    }

    @Test
    void nothingIsTakenWhereNothingIsOffered() {
        Resources little = new Resources(1, 6, 0);
        assertThat(inTransaction(() -> offers.take("dear", "n1", little))).isFalse();
        assertThat(inTransaction(() -> offers.take("default", "n2", little))).isFalse();
        offer(CAPACITY, false);
        assertThat(take(little)).isFalse();
    }

    @Test
    void whoLookedBeforeAPinLooksAgain() {
        market.jdbc().sql("update auctions.offer set pins = 1").update();
        Resources little = new Resources(100, 64, 0);
        assertThat(inTransaction(() -> offers.takeUnpinned("default", "n1", little, 0))).isFalse();
        assertThat(inTransaction(() -> offers.takeUnpinned("default", "n1", little, 1))).isTrue();
    }

    @Test
    void aNodeMayShrinkUnderWhatRunsOnIt() {
        take(CAPACITY);
        offer(new Resources(1000, 1024, 0), true);
        assertThat(offers.ofPool("default"))
                .containsExactly(
                        new Offer(
                                "n1", "default", new Resources(1000, 1024, 0), CAPACITY, true, 0));
        assertThat(take(new Resources(1, 6, 0))).isFalse();
    }

    @Test
    void aWithdrawnOfferIsForgottenWhenNothingOfItIsUsed() {
        Resources half = new Resources(2000, 4096, 1);
        take(half);
        take(half);
        for (int i = 0; i < 2; i++) {
            market.send(new WithdrawOffer("n1"));
        }
        assertThat(offers.all())
                .containsExactly(new Offer("n1", "default", CAPACITY, CAPACITY, false, 0));
        free(half);
        assertThat(used()).isEqualTo(half);
        free(half);
        assertThat(offers.all()).isEmpty();
    }

    @Test
    void anUnusedOfferIsForgottenAtOnceAndCanBeMadeAgain() {
        market.send(new WithdrawOffer("n1"));
        market.send(new WithdrawOffer("n9"));
        assertThat(offers.all()).isEmpty();
        offer(CAPACITY, true);
        assertThat(take(CAPACITY)).isTrue();
    }

    @Test
    void anOfferThatIsMadeAgainWhileItsRestIsUsedStays() {
        take(CAPACITY);
        market.send(new WithdrawOffer("n1"));
        offer(CAPACITY, true);
        free(CAPACITY);
        assertThat(offers.all())
                .containsExactly(new Offer("n1", "default", CAPACITY, Resources.NONE, true, 0));
    }

    @Test
    void givingBackMoreThanWasTakenIsABug() {
        assertThatThrownBy(() ->
                        inTransaction(() -> {
                            offers.free("n1", new Resources(1, 0, 0));
                            return true;
                        }))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() ->
                        inTransaction(() -> {
                            offers.free("n9", Resources.NONE);
                            return true;
                        }))
                .isInstanceOf(IllegalStateException.class);
    }
}
