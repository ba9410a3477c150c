package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleTests {

    @Test
    void percentilesAreValuesOfTheSample() {
        Sample thirty = Sample.of(LongStream.rangeClosed(1, 30).map(i -> 31 - i));
        assertThat(thirty.percentile(50)).isEqualTo(15);
        assertThat(thirty.percentile(95)).isEqualTo(29);
        assertThat(thirty.percentile(100)).isEqualTo(30);
        assertThat(thirty.percentile(1)).isEqualTo(1);
    }

    @Test
    void oneValueIsEveryPercentile() {
        Sample one = Sample.of(LongStream.of(7));
        assertThat(one.percentile(1)).isEqualTo(7);
        assertThat(one.percentile(99)).isEqualTo(7);
    }

    @Test
    void anEmptySampleHasNoPercentile() {
        assertThatThrownBy(() -> Sample.of(LongStream.empty()).percentile(50))
                .isInstanceOf(IllegalStateException.class);
    }
}
