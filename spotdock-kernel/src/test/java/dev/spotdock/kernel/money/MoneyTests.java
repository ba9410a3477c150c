package dev.spotdock.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTests {

    @ParameterizedTest
    @CsvSource({"0.05,50000", "100,100000000", "0.000001,1", "-1.5,-1500000", "007,7000000"})
    void readsPlainDecimals(String text, long micros) {
        assertThat(Money.parse(text)).isEqualTo(Money.ofMicros(micros));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1e3",
                "1,5",
                "+1",
                ".5",
                "1.",
                "NaN",
                "0.0000001",
                "9223372036855",
                "00000000000000000000000000000000000000001"
            })
    void refusesWhatIsNoAmount(String text) {
        assertThatThrownBy(() -> Money.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0.000001", "833,0.000833", "50000000,50", "-100000,-0.1"})
    void printsWithoutExponentOrTrailingZeros(long micros, String text) {
        assertThat(Money.ofMicros(micros).toDecimal()).isEqualTo(text);
    }

    @Test
    void refusesToOverflow() {
        Money most = Money.ofMicros(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(Money.ofMicros(1)))
                .isInstanceOf(ArithmeticException.class);
    }
}
