package dev.spotdock.auctions.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricingRuleTests {

    @ParameterizedTest
    @CsvSource({
        // market, maximum, milli-slots, surcharge, rate
        "10000, 3000000, 2000, 0, 20000",
        "10000, 15000, 2000, 0, 15000",
        "10000, 3000000, 2000, 50, 40000",
        "10000, 3000000, 1, 3, 10",
        "0, 3000000, 2000, 0, 0",
        "9007199254740991, 1000000000000, 9000000, 50, 1000000000000"
    })
    void uniformPaysTheMarketButNeverMoreThanTheMaximum(
            long market, long max, long milliSlots, int surcharge, long rate) {
        assertThat(new UniformPricing().ratePerHour(market, max, milliSlots, surcharge))
                .isEqualTo(rate);
    }

    @Test
    void payAsBidPaysTheMaximum() {
        assertThat(new PayAsBid().ratePerHour(10_000, 3_000_000, 2000, 7)).isEqualTo(3_000_000);
    }

    @Test
    void rulesAreFoundByTheirNames() {
        assertThat(PricingRule.ofWireName("uniform")).contains(new UniformPricing());
        assertThat(PricingRule.ofWireName("pay-as-bid")).contains(new PayAsBid());
        assertThat(PricingRule.ofWireName("Uniform")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // maximum per hour, milli-slots, surcharge, unit price, effective
        "3000000, 2000, 0, 1500000, 1500000",
        "3000000, 2000, 7, 1500000, 1395000",
        "10, 3000, 0, 3, 3",
        "10, 3000, 50, 3, 1",
        "0, 1, 0, 0, 0",
        "1000000000000, 1, 0, 1000000000000000, 1000000000000000"
    })
    void unitPricesAreRoundedDown(
            long max, long milliSlots, int surcharge, long unitPrice, long effective) {
        assertThat(UnitPrice.of(max, milliSlots, surcharge))
                .isEqualTo(new UnitPrice(unitPrice, effective));
    }

    @Test
    void aPriceThatADoubleCannotCountIsABug() {
        assertThatThrownBy(() -> UnitPrice.of(9_007_199_254_740_992L, 1000, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnitPrice.of(Long.MAX_VALUE, 1, 0))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // notice, minimum run in seconds; the pool's are 30 and 60
        "30, 60, 0",
        "0, 0, 0",
        "31, 60, 1",
        "60, 60, 1",
        "61, 60, 2",
        "30, 61, 1",
        "60, 120, 2",
        "0, 120, 1",
        "300, 1800, 38",
        "300, 99999, 50"
    })
    void guaranteesBeyondThePoolsCostAPercentPerStep(long notice, long minRun, int percent) {
        assertThat(
                        Surcharge.percent(
                                Duration.ofSeconds(notice),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(minRun),
                                Duration.ofSeconds(60)))
                .isEqualTo(percent);
    }
}
