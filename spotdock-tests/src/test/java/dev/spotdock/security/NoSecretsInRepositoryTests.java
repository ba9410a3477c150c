package dev.spotdock.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No file of the source tree holds a secret. What looks like one and is none is listed here by its
 * value, so that adding one is a decision that shows.
 */
class NoSecretsInRepositoryTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What keys look like, wherever they stand. */
    private static final Map<String, Pattern> KEYS =
            new TreeMap<>(
                    Map.of(
                            "private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
                            "AWS key", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
                            "GitHub token",
                                    Pattern.compile(
                                            "\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{40,})"),
                            "Google key", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}"),
                            "Slack token", Pattern.compile("\\bxox[abeoprs]-[0-9A-Za-z-]{10,}"),
                            "SpotDock key",
                                    Pattern.compile("\\bsdk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}"),
                            "webhook secret", Pattern.compile("\\bwhsec_[A-Za-z0-9+/=]{24,}"),
                            "JWT",
                                    Pattern.compile(
                                            "\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}"),
                            "password in an address",
                                    Pattern.compile(
                                            "\\b[a-z+]+://[\\w.-]+:[^\\s/:@\"'$<{%(\\[|]+@[\\w.-]")));

    /** A setting with a value of its own, in files of settings. */
    private static final Pattern SETTING =
            Pattern.compile(
                    "(?im)^[^#\\n]*?(?:password|passwd|secret|token|api[-_]?key|operator[-_]?key"
                            + "|demo[-_]?key|_auth|requirepass)[\"']?[ \\t]*[:=][ \\t]*[\"']?([^\\s\"']+)");

    private static final Set<String> SETTINGS_FILES =
            Set.of(".yml", ".yaml", ".properties", ".xml", ".env", ".example", ".toml", ".conf");

    /** What looks like a secret and is none; everybody may know these. */
    private static final Set<String> KNOWN =
            Set.of(
                    // KeysTests: well formed, and nobody's
                    "sdk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    // ProductionCheckTests: what good settings look like, and a bad one
                    "sdk_0123456789ab_Zk3vQ9xYt7LmP2nR8sWd4uFhJ6gKbCe1aXyTqVwMoNr",
                    "rediss://user:short@r",
                    // Of webhooks: the published library's own, whole and cut off, and a refused
                    // address
                    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
                    "https://user:secret@h",
                    // docker-compose.yml and .env.example: refused in the profile production
                    "spotdock-local-only",
                    "${POSTGRES_PASSWORD:-spotdock-local-only}",
                    "${REDIS_PASSWORD:-spotdock-local-only}",
                    "-spotdock-local-only}");

    @Test
    void noFileHoldsASecret() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            secrets(file.getFileName().toString(), text)
                    .forEach(what -> found.add(ROOT.relativize(file) + ": " + what));
        }
        assertThat(files).as("it did look").hasSizeGreaterThan(500);
        assertThat(found).isEmpty();
    }

    /** Put together here, so that this file holds none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.java|-----BEGIN RSA PRIVATE |KEY-----",
                "x.java|AKIA|IOSFODNN7EXAMPLE",
                "x.md|ghp_|0123456789abcdefghijklmnopqrstuvwxyz",
                "x.java|sdk_0123456789ab_|0123456789012345678901234567890123456789abc",
                "x.java|eyJhbGciOiJIUzI1NiJ9.|eyJzdWIiOiIxMjM0In0.abcdefghijklmnopqrstuvwx",
                "x.sh|postgresql://spotdock:|hunter2@db/spotdock",
                "x.yml|    password: |hunter2",
                "x.yml|SPOTDOCK_BOOTSTRAP_OPERATOR_KEY=|hunter2",
                "x.properties|spring.data.redis.password=|hunter2",
                "x.yml|REDISCLI_AUTH: |hunter2",
            })
    void suchAFileWouldBeFound(String parts) {
        List<String> part = List.of(parts.split("\\|", 3));
        assertThat(secrets(part.getFirst(), part.get(1) + part.get(2))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.yml|password: ${POSTGRES_PASSWORD}",
                "x.yml|SPOTDOCK_BOOTSTRAP_OPERATOR_KEY:",
                "x.yml|# password: in a comment",
                "x.xml|<version>1</version>",
                "x.java|http://localhost:8080/x@y",
            })
    void andSuchAFileWouldNot(String parts) {
        List<String> part = List.of(parts.split("\\|", 2));
        assertThat(secrets(part.getFirst(), part.get(1))).isEmpty();
    }

    private static List<String> secrets(String name, String text) {
        List<String> found = new ArrayList<>();
        KEYS.forEach((what, pattern) ->
                pattern.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(value -> !KNOWN.contains(value))
                        .forEach(_ -> found.add(what)));
        boolean settings = SETTINGS_FILES.stream().anyMatch(name::endsWith);
        if (settings || name.startsWith(".env") || name.startsWith("Dockerfile")) {
            SETTING.matcher(text)
                    .results()
                    .filter(setting -> !isNone(setting.group(1)))
                    .forEach(_ -> found.add("a value for a secret"));
        }
        return found;
    }

    private static boolean isNone(String value) {
        return KNOWN.contains(value)
                || value.matches("\\$\\{\\w+}")
                || Set.of("true", "false", "null").contains(value);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isOurs(ROOT.relativize(file)))
                    .toList();
        }
    }

    /** As .gitignore has it; .env is everybody's own. */
    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (Set.of("target", "node_modules", ".git", ".idea", ".vscode", ".env", "work")
                    .contains(part.toString())) {
                return false;
            }
        }
        return true;
    }
}
