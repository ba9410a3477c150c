package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.bench.Measured.Limit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredTests {

    @Test
    void aRateMustReachItsShareOfTheBaseline() {
        assertThat(measured(100, 1000.0, Limit.atLeast(0.1)).passed()).isTrue();
        assertThat(measured(99, 1000.0, Limit.atLeast(0.1)).passed()).isFalse();
    }

    @Test
    void aDelayMustNotExceedItsMultipleOfTheBaseline() {
        assertThat(measured(150, 100.0, Limit.atMost(1.5)).passed()).isTrue();
        assertThat(measured(151, 100.0, Limit.atMost(1.5)).passed()).isFalse();
    }

    @Test
    void aFigureWithoutLimitPasses() {
        assertThat(measured(1, null, null).passed()).isTrue();
        assertThat(measured(1, null, null).ratio()).isNull();
    }

    @Test
    void aLimitWithoutBaselineIsNotMet() {
        assertThat(measured(1, null, Limit.atMost(1.5)).passed()).isFalse();
    }

    @Test
    void aFigureThatWasPromisedMustBeReachedWhateverTheBaseline() {
        assertThat(measured(100_000, null, Limit.figureAtLeast(100_000)).passed()).isTrue();
        assertThat(measured(99_999, 1.0, Limit.figureAtLeast(100_000)).passed()).isFalse();
    }

    @Test
    void aPromisedDelayMustNotBeExceeded() {
        assertThat(measured(10, null, Limit.figureAtMost(10)).passed()).isTrue();
        assertThat(measured(10.1, null, Limit.figureAtMost(10)).passed()).isFalse();
    }

    @Test
    void aLimitOfTheFigureIsShownInFull() {
        assertThat(Limit.figureAtLeast(100_000)).hasToString(">= 100,000");
        assertThat(Limit.atLeast(0.5)).hasToString(">= 0.5");
    }

    private static Measured measured(
            double figure, @Nullable Double baseline, @Nullable Limit limit) {
        return new Measured("name", "what", "ms", figure, baseline, limit, Map.of());
    }
}
