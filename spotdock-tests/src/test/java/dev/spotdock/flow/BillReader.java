package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockClient;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Recomputes a tenant's invoices from nothing but what the API says. All bids are of one slot in
 * one pool, without surcharge: they cost the market price, at most their maximum.
 */
final class BillReader {

    private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);

    private final SpotDockClient tenant;
    private final String pool;
    private final long maxPerHour;

    BillReader(SpotDockClient tenant, String pool, long maxPerHour) {
        this.tenant = tenant;
        this.pool = pool;
        this.maxPerHour = maxPerHour;
    }

    /** A line of an invoice's table. */
    record Line(
            String kind,
            boolean reversed,
            String bid,
            String allocation,
            Instant from,
            Instant to,
            long milliseconds,
            long rate,
            long carried,
            long amount,
            long charged,
            long effect) {

        static Line of(Map<String, String> row) {
            return new Line(
                    text(row, "kind"),
                    Boolean.parseBoolean(row.get("reversed")),
                    text(row, "bid"),
                    text(row, "allocation"),
                    Instant.parse(text(row, "from")),
                    Instant.parse(text(row, "to")),
                    Long.parseLong(text(row, "milliseconds")),
                    Long.parseLong(text(row, "ratePerHourMicros")),
                    Long.parseLong(text(row, "carried")),
                    micros(row, "amount"),
                    micros(row, "charged"),
                    micros(row, "effect"));
        }

        BigInteger accrued() {
            return BigInteger.valueOf(rate)
                    .multiply(BigInteger.valueOf(milliseconds))
                    .add(BigInteger.valueOf(carried));
        }

        boolean isUsage() {
            return kind.equals("usage");
        }
    }

    private static String text(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }

    private static long micros(Map<String, String> row, String column) {
        return new BigDecimal(text(row, column)).movePointRight(6).longValueExact();
    }

    /** Reads and checks everything; yields all lines. */
    List<Line> check() {
        List<Line> all = new ArrayList<>();
        long total = 0;
        for (JsonNode invoice : tenant.get("/api/v1/invoices").body().path("items")) {
            List<Line> lines = lines("/api/v1/invoices/" + invoice.path("id").asString());
            checkTotals(invoice, lines);
            total += SpotDockClient.micros(invoice.path("total"));
            all.addAll(lines);
        }
        all.forEach(BillReader::checkArithmetic);
        checkChains(all);
        checkRefunds(all);
        checkPrices(all);
        checkEntries(all);
        checkBids(all);
        assertThat(all.stream().mapToLong(Line::effect).sum()).isEqualTo(-total);
        return all;
    }

    private List<Line> lines(String invoice) {
        List<Line> lines = tenant.table(invoice).stream().map(Line::of).toList();
        JsonNode shown = tenant.get(invoice).body().path("lines");
        assertThat(shown).as("JSON and table").hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            JsonNode json = shown.get(i);
            assertThat(json.path("kind").asString()).isEqualTo(line.kind);
            assertThat(json.path("from").asString()).isEqualTo(line.from.toString());
            assertThat(json.path("carried").asLong()).isEqualTo(line.carried);
            assertThat(SpotDockClient.micros(json.path("amount"))).isEqualTo(line.amount);
            assertThat(SpotDockClient.micros(json.path("effect"))).isEqualTo(line.effect);
        }
        return lines;
    }

    private static void checkTotals(JsonNode invoice, List<Line> lines) {
        long usage = lines.stream().filter(Line::isUsage).mapToLong(Line::charged).sum();
        long refunds = lines.stream().filter(l -> !l.isUsage()).mapToLong(Line::charged).sum();
        assertThat(SpotDockClient.micros(invoice.path("usage"))).isEqualTo(usage);
        assertThat(SpotDockClient.micros(invoice.path("refunds"))).isEqualTo(refunds);
        assertThat(SpotDockClient.micros(invoice.path("total"))).isEqualTo(usage - refunds);
        Instant end = Instant.parse(invoice.path("period").path("to").asString());
        assertThat(lines).allSatisfy(line -> assertThat(line.to).isBeforeOrEqualTo(end));
    }

    private static void checkArithmetic(Line line) {
        assertThat(line.milliseconds)
                .isEqualTo(Duration.between(line.from, line.to).toMillis())
                .isPositive();
        assertThat(BigInteger.valueOf(line.amount))
                .as(line.toString())
                .isEqualTo(line.accrued().divide(MILLIS_PER_HOUR));
        assertThat(line.charged).isBetween(0L, line.amount);
        assertThat(line.effect).isEqualTo(line.isUsage() ? -line.charged : line.charged);
    }

    /** What an allocation used is one stretch, and no fraction of a micro-unit is lost in it. */
    private static void checkChains(List<Line> lines) {
        Map<String, Line> last = new HashMap<>();
        for (Line line : lines) {
            if (line.isUsage()) {
                Line before = last.put(line.allocation, line);
                assertThat(line.carried)
                        .as(line.toString())
                        .isEqualTo(
                                before == null
                                        ? 0
                                        : before.accrued().mod(MILLIS_PER_HOUR).longValueExact());
                assertThat(line.from).isEqualTo(before == null ? line.from : before.to);
            }
        }
    }

    /** Each reversed charge has its refund. */
    private static void checkRefunds(List<Line> lines) {
        List<List<Object>> reversed = new ArrayList<>();
        List<List<Object>> refunded = new ArrayList<>();
        for (Line line : lines) {
            List<Object> what = List.of(line.allocation, line.from, line.to, line.charged);
            if (line.reversed) {
                reversed.add(what);
            } else if (!line.isUsage()) {
                refunded.add(what);
            }
        }
        assertThat(refunded).containsExactlyInAnyOrderElementsOf(reversed);
    }

    /** Each rate is what the market said, all the time of the line. */
    private void checkPrices(List<Line> lines) {
        List<Map<String, String>> newestFirst =
                tenant.table("/api/v1/pools/" + pool + "/prices?limit=1000000");
        long floor =
                SpotDockClient.micros(
                        tenant.get("/api/v1/pools/" + pool).body().path("floorPrice"));
        for (Line line : lines) {
            long price = floor;
            for (Map<String, String> tick : newestFirst.reversed()) {
                Instant at = Instant.parse(text(tick, "at"));
                if (!at.isAfter(line.from)) {
                    price = micros(tick, "unitPrice");
                } else if (at.isBefore(line.to)) {
                    assertThat(micros(tick, "unitPrice")).as("within " + line).isEqualTo(price);
                }
            }
            assertThat(line.rate).as(line.toString()).isEqualTo(Math.min(price, maxPerHour));
        }
    }

    /** The wallet's own entries say the same, and its balance changed by it. */
    private void checkEntries(List<Line> lines) {
        Map<List<String>, Long> booked = new HashMap<>();
        long balance = 0;
        for (Map<String, String> entry : tenant.table("/api/v1/wallet/entries").reversed()) {
            balance += micros(entry, "amount");
            assertThat(balance).isEqualTo(micros(entry, "balance"));
            String kind = text(entry, "kind");
            if (!kind.equals("deposit")) {
                booked.merge(
                        List.of(text(entry, "allocation"), kind),
                        micros(entry, "amount"),
                        Long::sum);
            }
        }
        Map<List<String>, Long> invoiced = new HashMap<>();
        for (Line line : lines) {
            String kind = line.isUsage() ? "charge" : "refund";
            invoiced.merge(List.of(line.allocation, kind), line.effect, Long::sum);
        }
        invoiced.values().removeIf(effect -> effect == 0);
        assertThat(invoiced).isEqualTo(booked);
        assertThat(SpotDockClient.micros(tenant.wallet().path("balance"))).isEqualTo(balance);
    }

    /** Each bid says that it was charged so much, and its last attempt ran from then to then. */
    private void checkBids(List<Line> lines) {
        Map<String, Long> charged = new HashMap<>();
        lines.forEach(line -> charged.merge(line.bid, -line.effect, Long::sum));
        for (Map.Entry<String, Long> entry : charged.entrySet()) {
            JsonNode bid = tenant.bid(entry.getKey());
            assertThat(SpotDockClient.micros(bid.path("charged"))).isEqualTo(entry.getValue());
            JsonNode latest = bid.path("allocation");
            List<Line> ofLatest =
                    lines.stream()
                            .filter(l -> l.allocation.equals(latest.path("id").asString()))
                            .filter(Line::isUsage)
                            .toList();
            if (ofLatest.isEmpty()) {
                assertThat(SpotDockClient.micros(latest.path("charged"))).isZero();
                continue;
            }
            assertThat(ofLatest.getFirst().from).isEqualTo(instant(latest.path("startedAt")));
            assertThat(ofLatest.getLast().to).isEqualTo(instant(latest.path("endedAt")));
        }
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isNull() ? null : Instant.parse(node.asString());
    }
}
