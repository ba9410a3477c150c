package dev.spotdock.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTests {

    @ParameterizedTest
    @CsvSource({
        "0.05,MINUTE,3000000",
        "3,HOUR,3000000",
        "0.0000001,SECOND,360",
        "0.000001,HOUR,1",
        "0,HOUR,0"
    })
    void convertsQuotesExactly(String amount, Per per, long microsPerHour) {
        Price price = Price.parse(amount, per);
        assertThat(price.microsPerHour()).isEqualTo(microsPerHour);
        assertThat(price.amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000001,HOUR",
        "0.00000001,MINUTE",
        "-1,HOUR",
        "1e1,HOUR",
        "9223372036854775807,SECOND"
    })
    void refusesQuotesThatAreNoWholeMicroUnitsPerHour(String amount, Per per) {
        assertThatThrownBy(() -> Price.parse(amount, per))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsAnyRateRoundedDown() {
        assertThat(Price.display(3_000_000, Per.MINUTE)).isEqualTo("0.05");
        assertThat(Price.display(1, Per.SECOND)).isEqualTo("0");
        assertThat(Price.display(100, Per.MINUTE)).isEqualTo("0.000001");
    }

    @Test
    void dueEqualsTheExactQuotientAlsoBeyond64Bits() {
        Random random = new Random(42);
        for (int i = 0; i < 10_000; i++) {
            long rate = random.nextLong(1L << (1 + random.nextInt(42)));
            long millis = random.nextLong(1L << (1 + random.nextInt(42)));
            BigInteger exact =
                    BigInteger.valueOf(rate)
                            .multiply(BigInteger.valueOf(millis))
                            .divide(BigInteger.valueOf(3_600_000));
            assertThat(Price.due(rate, millis).micros()).isEqualTo(exact.longValueExact());
        }
    }

    @Test
    void readsUnitsByTheirNameOnTheWire() {
        assertThat(Per.ofWireName("minute")).contains(Per.MINUTE);
        assertThat(Per.ofWireName("MINUTE")).isEmpty();
        assertThat(Per.ofWireName("day")).isEmpty();
    }
}
