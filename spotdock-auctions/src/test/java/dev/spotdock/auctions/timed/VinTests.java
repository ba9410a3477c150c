package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VinTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11111111111111111", // the classic example of the rule
                "1M8GDM9AXKP042788", // check digit X
                "5GZCZ43D13S812715",
                "1HGCM82633A004352"
            })
    void takesValidOnes(String vin) {
        assertThat(Vin.mistake(vin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1111111111111111",
                "111111111111111111",
                "1M8GDM9AXKP04278O",
                "IM8GDM9AXKP042788",
                "1M8GDM9AXKP0427Q8",
                "1M8GDM9AXKP04278ä",
                "1M8GDM9AXKP 42788"
            })
    void refusesWhatHasNotTheForm(String vin) {
        assertThat(Vin.mistake(vin)).hasValueSatisfying(m -> assertThat(m).contains("17 letters"));
    }

    @Test
    void findsEveryMistypedCharacterThatWeighsSomething() {
        String vin = "1M8GDM9AXKP042788";
        for (int i = 0; i < vin.length(); i++) {
            for (char other : "0123456789ABCDEFGHJKLMNPRSTUVWXYZ".toCharArray()) {
                String changed = vin.substring(0, i) + other + vin.substring(i + 1);
                boolean same = value(other) == value(vin.charAt(i)) && i != 8;
                assertThat(Vin.mistake(changed).isEmpty())
                        .as(changed)
                        .isEqualTo(changed.equals(vin) || same);
            }
        }
    }

    /** Letters share values with digits, so some mistakes cannot be found. */
    private static int value(char c) {
        String[] same = {"0", "1AJ", "2BKS", "3CLT", "4DMU", "5ENV", "6FW", "7GPX", "8HY", "9RZ"};
        for (int i = 0; i < same.length; i++) {
            if (same[i].indexOf(c) >= 0) {
                return i;
            }
        }
        throw new AssertionError(c);
    }
}
