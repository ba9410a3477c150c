package dev.spotdock.billing.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One statement of {@code audit.sql}.
 *
 * @param sql yields the rows that break the rule
 */
public record AuditRule(String name, String sql) {

    /** All of them, in the order of the file. A rule is a line of comment and one statement. */
    public static List<AuditRule> all() {
        try (InputStream in = AuditRule.class.getResourceAsStream("audit.sql")) {
            byte[] text = Objects.requireNonNull(in, "audit.sql").readAllBytes();
            return Arrays.stream(new String(text, StandardCharsets.UTF_8).split("\\n\\n-- "))
                    .skip(1)
                    .map(AuditRule::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuditRule parse(String section) {
        int line = section.indexOf('\n');
        return new AuditRule(
                section.substring(0, line), section.substring(line + 1).strip().replace(";", ""));
    }
}
