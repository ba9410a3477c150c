package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWindowTests {

    @ParameterizedTest
    @CsvSource({
        "'',abc,abc",
        "abc,abc,''",
        "abc,abcdef,def",
        "abcdef,defghi,ghi",
        "abc,xyz,xyz",
        "aaa,aaaa,a",
        "abab,ababab,ab",
        "xaab,aabaab,aab",
        "abc,'',''",
        "longer than the next,next,''"
    })
    void whatCameSinceTheLastLookIsFound(String before, String now, String expected) {
        byte[] text = bytes(now);
        int from = LogWindow.newFrom(bytes(before), text);
        assertThat(new String(text, from, text.length - from, StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,c", "2,b|c", "3,a|b|c", "99,a|b|c"})
    void theLastLinesAreFound(int lines, String expected) {
        for (String end : new String[] {"", "\n"}) {
            byte[] text = bytes("a\nb\nc" + end);
            int from = LogWindow.lastLines(text, lines);
            String found = new String(text, from, text.length - from, StandardCharsets.UTF_8);
            assertThat(found.strip().replace('\n', '|')).isEqualTo(expected);
        }
    }

    @Test
    void twoFullWindowsOfOneCharacterTakeLinearTime() {
        byte[] before = new byte[1 << 20];
        byte[] now = new byte[1 << 20];
        Arrays.fill(before, (byte) 'y');
        Arrays.fill(now, (byte) 'y');
        now[now.length - 1] = 'n';
        assertThat(LogWindow.newFrom(before, now)).isEqualTo(now.length - 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
