package dev.spotdock.web.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/** What production needs of the settings, read by their names from wherever they come. */
final class ProductionRules {

    private static final String TOKEN_KEY = "spotdock.web.security.token.key";
    private static final String OPERATOR_KEY = "spotdock.bootstrap.operator-key";
    private static final String DEMO_KEY = "spotdock.bootstrap.demo-key";
    private static final String DEMO = "spotdock.bootstrap.demo";
    private static final String LOOPBACK_HOOKS = "spotdock.webhooks.allow-loopback";
    private static final String DATABASE = "spring.datasource.url";
    private static final String DATABASE_PASSWORD = "spring.datasource.password";
    private static final String REDIS_URL = "spring.data.redis.url";
    private static final String REDIS_HOST = "spring.data.redis.host";
    private static final String REDIS_PASSWORD = "spring.data.redis.password";

    private static final String KAFKA_BROKERS = "spotdock.kafka.bootstrap-servers";
    private static final String KAFKA_PROTOCOL = "spotdock.kafka.properties.security.protocol";
    private static final String REGISTRY = "spotdock.kafka.schema-registry.url";

    private static final Pattern PASSWORD_IN_JDBC_URL = Pattern.compile("[?&]password=([^&]*)");
    private static final Pattern PASSWORD_IN_REDIS_URL =
            Pattern.compile("^[^:]+://[^:@/]*:([^@]*)@");
    private static final Pattern HOST_OF_URL =
            Pattern.compile("^[^:]+://(?:[^@/]*@)?(\\[[^]]*]|[^:/?]*)");

    /** What listens there is out of others' reach. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final PropertyResolver settings;
    private final List<String> problems = new ArrayList<>();

    ProductionRules(PropertyResolver settings) {
        this.settings = settings;
    }

    /** Everything that is wrong, a line each, in a fixed order; no line has a value in it. */
    List<String> problems() {
        problems.clear();
        required(TOKEN_KEY, Secret.KEY, "signs the tokens of all who log in");
        required(OPERATOR_KEY, Secret.KEY, "may do everything");
        demoAccount();
        database();
        redis();
        kafka();
        if (settings.getProperty(LOOPBACK_HOOKS, Boolean.class, false)) {
            problems.add(LOOPBACK_HOOKS + ": must not be true; webhooks would reach this machine");
        }
        return List.copyOf(problems);
    }

    private void required(String name, Secret kind, String why) {
        checked(name, kind, text(name), "is missing; it " + why);
    }

    /** Its key is printed at the first start unless one is given. */
    private void demoAccount() {
        if (settings.getProperty(DEMO, Boolean.class, false)) {
            required(DEMO_KEY, Secret.KEY, "belongs to " + DEMO + "=true");
        }
        Optional<String> operators = text(OPERATOR_KEY);
        if (operators.isPresent() && operators.equals(text(TOKEN_KEY))) {
            problems.add(TOKEN_KEY + ": must differ from " + OPERATOR_KEY);
        }
    }

    private void database() {
        Optional<String> url = text(DATABASE);
        if (url.isEmpty()) {
            problems.add(DATABASE + ": is missing; the embedded PostgreSQL is for development");
            return;
        }
        checked(
                DATABASE_PASSWORD,
                Secret.PASSWORD,
                text(DATABASE_PASSWORD)
                        .or(() -> text("spring.datasource.hikari.password"))
                        .or(() -> found(PASSWORD_IN_JDBC_URL, url.get())),
                "is missing");
    }

    private void redis() {
        Optional<String> url = text(REDIS_URL);
        Optional<String> host =
                url.flatMap(text -> found(HOST_OF_URL, text)).or(() -> text(REDIS_HOST));
        boolean several =
                text("spring.data.redis.sentinel.master").isPresent()
                        || text("spring.data.redis.cluster.nodes").isPresent();
        if (host.isEmpty() && !several) {
            problems.add(REDIS_HOST + ": is missing; the embedded Redis is for development");
            return;
        }
        Optional<String> password =
                url.flatMap(text -> found(PASSWORD_IN_REDIS_URL, text))
                        .or(() -> text(REDIS_PASSWORD));
        if (password.isPresent() || several || host.filter(LOOPBACK::contains).isEmpty()) {
            checked(REDIS_PASSWORD, Secret.PASSWORD, password, "is missing");
        }
    }

    /** Without a login anybody nearby could write events that look like SpotDock's. */
    private void kafka() {
        boolean elsewhere =
                text(KAFKA_BROKERS).stream()
                        .flatMap(brokers -> Stream.of(brokers.split(",")))
                        .map(broker -> broker.strip().replaceFirst(":\\d+$", ""))
                        .anyMatch(host -> !LOOPBACK.contains(host));
        String protocol = text(KAFKA_PROTOCOL).orElse("PLAINTEXT");
        if (elsewhere && protocol.equalsIgnoreCase("PLAINTEXT")) {
            problems.add(
                    KAFKA_PROTOCOL
                            + ": must be SASL_SSL, SSL or SASL_PLAINTEXT; the broker would not"
                            + " know who SpotDock is");
        }
        boolean open =
                text(REGISTRY)
                        .filter(url -> !url.startsWith("https:"))
                        .flatMap(url -> found(HOST_OF_URL, url))
                        .filter(host -> !LOOPBACK.contains(host))
                        .isPresent();
        if (open) {
            problems.add(REGISTRY + ": must be https; whoever is between could change the schemas");
        }
    }

    private void checked(String name, Secret kind, Optional<String> secret, String missing) {
        secret.map(kind::objection)
                .orElse(Optional.of(missing))
                .ifPresent(problem -> problems.add(name + ": " + problem));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(settings.getProperty(name)).filter(StringUtils::hasText);
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(matcher.group(1)).filter(StringUtils::hasText)
                : Optional.empty();
    }
}
