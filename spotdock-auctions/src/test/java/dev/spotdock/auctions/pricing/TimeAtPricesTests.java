package dev.spotdock.auctions.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.pricing.TimeAtPrices.Time;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeAtPricesTests {

    private final TimeAtPrices times =
            new TimeAtPrices(List.of(new Time(10, 250), new Time(20, 649), new Time(90, 101)));

    @ParameterizedTest
    @CsvSource({"1, 10", "25, 10", "26, 20", "50, 20", "89, 20", "90, 90", "100, 90"})
    void aPercentileIsTheLowestPriceThatWasEnoughForThatMuch(int percent, long price) {
        assertThat(times.percentile(percent)).isEqualTo(price);
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 250", "19, 250", "20, 899", "90, 1000", "91, 1000"})
    void aBidRunsWhileThePriceIsNotAboveIt(long price, long millis) {
        assertThat(times.millisAtOrBelow(price)).isEqualTo(millis);
    }

    @Test
    void ofOnePriceEveryPercentileIsThat() {
        TimeAtPrices one = new TimeAtPrices(List.of(new Time(7, 1)));
        assertThat(List.of(one.percentile(1), one.percentile(100))).containsOnly(7L);
    }
}
