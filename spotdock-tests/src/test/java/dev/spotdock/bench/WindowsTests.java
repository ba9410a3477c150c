package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTests {

    @Test
    void twoWindowsAreNeverSteady() {
        assertThat(new Windows(List.of(100.0, 100.0)).steady()).isFalse();
    }

    @Test
    void threeWindowsWithinFivePercentAreSteady() {
        assertThat(new Windows(List.of(100.0, 103.0, 105.0)).steady()).isTrue();
    }

    @Test
    void threeWindowsFurtherApartAreNot() {
        assertThat(new Windows(List.of(100.0, 103.0, 106.0)).steady()).isFalse();
    }

    @Test
    void aSlowClimbIsNotSteadyThoughNeighboursAgree() {
        assertThat(new Windows(List.of(100.0, 104.0, 108.0)).steady()).isFalse();
    }

    @Test
    void onlyTheLastThreeCount() {
        Windows warmed = new Windows(List.of(10.0, 50.0, 99.0, 100.0, 101.0));
        assertThat(warmed.steady()).isTrue();
        assertThat(warmed.rate()).isCloseTo(100.0, within(1e-9));
        assertThat(warmed.spread()).isCloseTo(0.02, within(1e-9));
    }

    @Test
    void windowsWithoutAnythingDoneAreARateOfZero() {
        assertThat(new Windows(List.of()).rate()).isZero();
        assertThat(new Windows(List.of(0.0, 0.0, 0.0)).spread()).isZero();
    }
}
