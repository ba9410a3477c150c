package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * What must be true whatever happened: by SQL ({@code invariants.sql}), by the provider's own
 * listing and by the book in Redis. Ends every integration and fault test.
 */
public final class Invariants {

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    private final Deployment deployment;
    private final JdbcClient jdbc;
    private final Supplier<Set<String>> running;

    /**
     * The invariants of an installation.
     *
     * @param running the allocations whose workloads run, as the provider lists them
     */
    public Invariants(Deployment deployment, Supplier<Set<String>> running) {
        this.deployment = deployment;
        this.running = running;
        this.jdbc = deployment.database();
    }

    /**
     * One query of {@code invariants.sql}.
     *
     * @param always false: only once everything has settled
     */
    record Rule(boolean always, String name, String sql) {

        /** What no table says: the pools' names, pricing and floors, as rows of a table. */
        Rule with(String pools) {
            return new Rule(always, name, sql.replace("{pools}", pools));
        }

        static List<Rule> all() {
            try (InputStream in = Invariants.class.getResourceAsStream("invariants.sql")) {
                String text =
                        new String(
                                Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
                return Arrays.stream(text.split("(?m)^-- (?=always: |settled: )", -1))
                        .skip(1)
                        .map(Rule::parse)
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Rule parse(String section) {
            int colon = section.indexOf(": ");
            int line = section.indexOf('\n');
            return new Rule(
                    section.startsWith("always"),
                    section.substring(colon + 2, line),
                    section.substring(line + 1).strip().replaceAll(";$", ""));
        }
    }

    /** Fails with every violation that is still there when everything should have settled. */
    public void hold() {
        assertThat(violations(Rule::always)).as("violated invariants").isEmpty();
        Awaitility.await("invariants")
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() ->
                        assertThat(
                                        Stream.of(
                                                        violations(_ -> true),
                                                        breaches(),
                                                        strayWorkloads(),
                                                        strayBookEntries())
                                                .flatMap(List::stream))
                                .as("violated invariants")
                                .isEmpty());
    }

    /** SpotDock's own audit agrees. */
    private List<String> breaches() {
        List<String> found = new ArrayList<>();
        JsonNode audit = deployment.operator().get("/api/v1/ledger/audit").body();
        if (!audit.path("sound").asBoolean()) {
            found.add("the ledger's audit: " + audit);
        }
        return found;
    }

    /** The same, and every acknowledged bid is there. */
    public void hold(Collection<String> acknowledged) {
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(ids("select id::text from auctions.bid"));
        assertThat(lost).as("bids that were acknowledged and are gone").isEmpty();
        hold();
    }

    /** All rules, told the settings of the pools. */
    List<Rule> rules() {
        List<String> pools = new ArrayList<>();
        for (JsonNode pool : deployment.operator().get("/api/v1/pools").body().path("items")) {
            pools.add(
                    "('%s', '%s', %d)"
                            .formatted(
                                    pool.path("name").asString(),
                                    pool.path("pricing").asString(),
                                    SpotDockClient.micros(pool.path("floorPrice"))));
        }
        return Rule.all().stream().map(rule -> rule.with(String.join(", ", pools))).toList();
    }

    private List<String> violations(java.util.function.Predicate<Rule> which) {
        List<String> found = new ArrayList<>();
        for (Rule rule : rules()) {
            if (which.test(rule)) {
                jdbc.sql(rule.sql())
                        .query(String.class)
                        .list()
                        .forEach(row -> found.add(rule.name() + ": " + row));
            }
        }
        return found;
    }

    List<String> strayWorkloads() {
        return difference(
                "workloads the provider runs",
                running.get(),
                "allocations that should run",
                ids("select allocation_id::text from compute.workload where phase = 'RUNNING'"));
    }

    private List<String> strayBookEntries() {
        List<String> found = new ArrayList<>();
        for (String pool : ids("select distinct pool from auctions.bid")) {
            found.addAll(
                    difference(
                            "book of " + pool,
                            RedisBook.bids(deployment, pool),
                            "waiting bids",
                            ids(
                                    "select id::text from auctions.bid where status = 'SUBMITTED'"
                                            + " and unfunded_at is null and reservation_id is null"
                                            + " and pool = '"
                                            + pool
                                            + "'")));
        }
        return found;
    }

    private static List<String> difference(
            String name, Set<String> one, String otherName, Set<String> other) {
        Set<String> onlyOne = new TreeSet<>(one);
        onlyOne.removeAll(other);
        Set<String> onlyOther = new TreeSet<>(other);
        onlyOther.removeAll(one);
        List<String> found = new ArrayList<>();
        onlyOne.forEach(id -> found.add("only in %s: %s".formatted(name, id)));
        onlyOther.forEach(id -> found.add("only in %s: %s".formatted(otherName, id)));
        return found;
    }

    private Set<String> ids(String sql) {
        return new TreeSet<>(jdbc.sql(sql).query(String.class).list());
    }
}
