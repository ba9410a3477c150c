package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "plain, plain",
                "-0.5, -0.5",
                "12, 12",
                "^a,b^, ^\"a,b\"^",
                "say \"hi\", ^\"say \"\"hi\"\"\"^",
                "=1+1, '=1+1",
                "+49, '+49",
                "-1+1, '-1+1",
                "@SUM(A1), '@SUM(A1)",
                "^=\"x\",1^, ^\"'=\"\"x\"\",1\"^"
            })
    void fieldsAreQuotedAndNeverFormulas(String text, String field) throws IOException {
        assertThat(table(List.of(text))).isEqualTo("name\r\n" + field + "\r\n");
    }

    @Test
    void linesEndsStayInTheirField() throws IOException {
        assertThat(table(List.of("a\nb\r"))).isEqualTo("name\r\n\"a\nb\r\"\r\n");
    }

    private static String table(List<String> items) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvTable.to(out, "name")
                .<String>write(10, (last, _) -> last == null ? items : List.of(), List::of);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rowsAreReadPageByPageUpToTheLimit() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvTable.to(out, "n")
                .<Long>write(
                        2_500,
                        (last, size) -> {
                            assertThat(size).isLessThanOrEqualTo(1_000);
                            long first = last == null ? 1 : last + 1;
                            return LongStream.range(first, first + size).boxed().toList();
                        },
                        List::of);
        List<String> rows = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(rows).hasSize(2_501);
        assertThat(rows.getLast()).isEqualTo("2500");
    }
}
