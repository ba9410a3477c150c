package dev.spotdock.kernel.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotShapeTests {

    @ParameterizedTest
    @CsvSource({
        "2000,4096,0,2000",
        "1000,4096,0,2000",
        "1,6,0,3",
        "100,512,1,20000",
        "0,0,0,0",
        "1,1,0,1"
    })
    void countsTheScarcestResourceRoundedUp(long cpu, long memory, int gpus, long milliSlots) {
        assertThat(SlotShape.DEFAULT.milliSlots(new Resources(cpu, memory, gpus)))
                .isEqualTo(milliSlots);
    }

    @Test
    void resourcesFitWhenAllThreeDo() {
        Resources node = new Resources(4000, 8192, 1);
        assertThat(new Resources(4000, 8192, 1).fits(node)).isTrue();
        assertThat(new Resources(4001, 1, 0).fits(node)).isFalse();
        assertThat(new Resources(1, 8193, 0).fits(node)).isFalse();
        assertThat(new Resources(1, 1, 2).fits(node)).isFalse();
    }

    @Test
    void takingMoreThanThereIsIsRefused() {
        Resources one = new Resources(1, 1, 0);
        Resources two = new Resources(2, 1, 0);
        assertThatThrownBy(() -> one.minus(two)).isInstanceOf(IllegalArgumentException.class);
    }
}
