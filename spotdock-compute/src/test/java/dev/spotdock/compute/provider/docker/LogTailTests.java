package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTailTests {

    @Test
    void keepsAllOfALittle() {
        assertThat(tail(10, "abc", "", "de")).isEqualTo("abcde");
    }

    @Test
    void keepsTheEndOfMuch() {
        assertThat(tail(4, "abc", "defgh", "i")).isEqualTo("fghi");
        assertThat(tail(4, "abcdefghij")).isEqualTo("ghij");
        assertThat(tail(1, "ab", "c")).isEqualTo("c");
    }

    @Test
    void keepsTheEndHoweverItComes() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            StringBuilder whole = new StringBuilder();
            int max = 1 + random.nextInt(20);
            LogTail tail = new LogTail(max);
            for (int piece = random.nextInt(8); piece > 0; piece--) {
                String text =
                        "x".repeat(random.nextInt(30)).replace("x", "" + (char) ('a' + piece));
                whole.append(text);
                tail.append(text.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(new String(tail.bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(whole.substring(Math.max(0, whole.length() - max)));
        }
    }

    private static String tail(int maxBytes, String... pieces) {
        LogTail tail = new LogTail(maxBytes);
        for (String piece : pieces) {
            tail.append(piece.getBytes(StandardCharsets.UTF_8));
        }
        return new String(tail.bytes(), StandardCharsets.UTF_8);
    }
}
