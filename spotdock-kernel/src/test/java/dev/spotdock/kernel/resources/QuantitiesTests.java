package dev.spotdock.kernel.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTests {

    @ParameterizedTest
    @CsvSource({"500m,500", "2,2000", "0.5,500", "0.001,1", "1000000000,1000000000000", "-1,-1000"})
    void readsCpu(String text, long millis) {
        assertThat(Quantities.parseCpuMillis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"512Mi,512", "4Gi,4096", "1.5Gi,1536", "1,1", "1M,1", "4G,3815", "1Ti,1048576"})
    void readsMemoryRoundedUp(String text, long mib) {
        assertThat(Quantities.parseMemoryMiB(text)).isEqualTo(mib);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "two", "1e9", "0.5m", "0.0001", "1 ", "9999999999999999999"})
    void refusesWhatIsNoCpu(String text) {
        assertThatThrownBy(() -> Quantities.parseCpuMillis(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Mi", "4gi", "4GiB", "1e9", "--4Gi", "1..5Gi", "9999999999999999Ti"})
    void refusesWhatIsNoMemory(String text) {
        assertThatThrownBy(() -> Quantities.parseMemoryMiB(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printsTheShortestForm() {
        assertThat(Quantities.cpu(2000)).isEqualTo("2");
        assertThat(Quantities.cpu(1500)).isEqualTo("1500m");
        assertThat(Quantities.memory(4096)).isEqualTo("4Gi");
        assertThat(Quantities.memory(512)).isEqualTo("512Mi");
        assertThat(Quantities.memory(0)).isEqualTo("0Mi");
    }
}
