package dev.spotdock.web.rest.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListPrices;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.PriceCause;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PRICES = "/api/v1/pools/default/prices";
    private static final Instant NOW = FakeBids.NOW;
    private static final BidId BID = new BidId(new UUID(1, 1));

    private static void ticks(int count) {
        for (int i = 0; i < count; i++) {
            web.market()
                    .ticks
                    .add(
                            new Tick(
                                    NOW.minusSeconds(i),
                                    10_000 + i,
                                    i == 0 ? PriceCause.WAITING_BID : PriceCause.FLOOR,
                                    i == 0 ? BID : null));
        }
    }

    private static Answer table(String query) {
        return web.send(web.to(PRICES + query).header("Accept", "text/csv"));
    }

    @Test
    void eachPriceIsShownWithItsCause() {
        ticks(2);
        Answer answer = web.get(PRICES);
        assertThat(answer.at("/items/0/at")).isEqualTo("2026-11-21T10:00:00.123Z");
        assertThat(answer.at("/items/0/unitPrice/amount")).isEqualTo("0.01");
        assertThat(answer.at("/items/0/unitPrice/per")).isEqualTo("slot-hour");
        assertThat(answer.at("/items/0/cause")).isEqualTo("waiting-bid");
        assertThat(answer.at("/items/0/bid")).isEqualTo(BID.toString());
        assertThat(answer.at("/items/1/cause")).isEqualTo("floor");
        assertThat(answer.json().at("/items/1").has("bid")).isFalse();
        assertThat(answer.json().at("/next").isNull()).isTrue();
    }

    @Test
    void pagesFollowEachOther() {
        ticks(5);
        Answer first = web.get(PRICES + "?limit=2");
        Answer second = web.get(PRICES + "?limit=2&cursor=" + first.at("/next"));
        Answer third = web.get(PRICES + "?limit=2&cursor=" + second.at("/next"));
        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(second.at("/items/0/at")).isEqualTo(NOW.minusSeconds(2).toString());
        assertThat(third.json().at("/items")).hasSize(1);
        assertThat(third.json().at("/next").isNull()).isTrue();
    }

    @Test
    void operatorsAskForEverybodysBidsOthersForTheirOwn() {
        web.get(PRICES);
        table("");
        web.send(web.asOperator(PRICES));
        web.send(web.asOperator(PRICES).header("Accept", "text/csv"));
        String me = web.get("/api/v1/me").at("/id");
        assertThat(web.market().pricesAsked)
                .extracting(ListPrices::viewer)
                .extracting(viewer -> viewer == null ? "" : viewer.toString())
                .containsExactly(me, me, "", "");
    }

    @Test
    void theTimeIsBounded() {
        ticks(10);
        Answer answer =
                web.get(PRICES + "?from=2026-11-21T11:59:55%2B02:00&to=2026-11-21T09:59:57Z");
        assertThat(answer.json().at("/items")).hasSize(2);
        assertThat(web.market().pricesAsked)
                .last()
                .isEqualTo(
                        new ListPrices(
                                "default",
                                web.market().pricesAsked.getLast().viewer(),
                                Instant.parse("2026-11-21T09:59:55Z"),
                                Instant.parse("2026-11-21T09:59:57Z"),
                                51));
    }

    @ParameterizedTest
    @CsvSource({
        "?from=x&to=yesterday&limit=0&cursor=abc, 4",
        "?from=2026-11-21, 1",
        "?to=%2B100000-01-01T00:00:00Z, 1",
        "?from=2026-11-21T10:00:00Z&to=2026-11-21T10:00:00Z, 1",
        "?limit=101, 1"
    })
    void everythingWrongIsToldAtOnce(String query, int errors) {
        Answer answer = web.get(PRICES + query);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.json().at("/errors")).as(answer.text()).hasSize(errors);
        assertThat(web.market().pricesAsked).isEmpty();
    }

    @Test
    void aForgedCursorFindsNothingAndBreaksNothing() {
        ticks(2);
        for (long position : new long[] {Long.MIN_VALUE, -1}) {
            assertThat(web.get(PRICES + "?cursor=" + cursor(position)).status()).isEqualTo(200);
        }
        assertThat(web.get(PRICES + "?cursor=" + cursor(Long.MAX_VALUE)).json().at("/items"))
                .hasSize(2);
        assertThat(web.market().pricesAsked)
                .allSatisfy(asked ->
                        assertThat(asked.to())
                                .isBetween(
                                        Instant.parse("0001-01-01T00:00:00Z"),
                                        Instant.parse("9999-12-31T00:00:00Z")));
    }

    private static String cursor(long position) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ("prices:" + position).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void theTableHasAHeaderAndARowPerPrice() {
        ticks(2);
        Answer answer = table("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv").contains("header=present");
        assertThat(answer.text())
                .isEqualTo(
                        "at,unitPrice,currency,per,cause,bid\r\n"
                                + "2026-11-21T10:00:00.123Z,0.01,USD,slot-hour,waiting-bid,"
                                + BID
                                + "\r\n2026-11-21T09:59:59.123Z,0.010001,USD,slot-hour,floor,\r\n");
    }

    @ParameterizedTest
    @CsvSource({"'', 2501", "?limit=2500, 2500", "?limit=1, 1", "?limit=1000, 1000"})
    void aLongTableIsReadPageByPage(String query, int rows) {
        ticks(2501);
        assertThat(table(query).text().lines().skip(1)).hasSize(rows).doesNotHaveDuplicates();
        assertThat(web.market().pricesAsked)
                .allSatisfy(asked -> assertThat(asked.limit()).isLessThanOrEqualTo(1000));
    }

    @Test
    void aTableIsRefusedAsAProblem() {
        Answer wrong = table("?from=x&limit=1000001");
        assertThat(wrong.problem()).isEqualTo("invalid-request");
        assertThat(wrong.json().at("/errors")).hasSize(2);
        assertThat(
                        web.send(
                                        web.to("/api/v1/pools/nowhere/prices")
                                                .header("Accept", "text/csv"))
                                .problem())
                .isEqualTo("not-found");
    }

    @Test
    void whoTakesAnythingGetsJson() {
        for (String accept : new String[] {"*/*", "application/json", "text/html,*/*;q=0.8"}) {
            assertThat(web.send(web.to(PRICES).header("Accept", accept)).header("Content-Type"))
                    .startsWith("application/json");
        }
        assertThat(web.send(web.to(PRICES).header("Accept", "text/*")).header("Content-Type"))
                .startsWith("text/csv");
        assertThat(web.send(web.to(PRICES).header("Accept", "image/png")).problem())
                .isEqualTo("not-acceptable");
    }

    @Test
    void percentilesAreShownAndTheShareOfAPrice() {
        Answer all = web.get(PRICES + "/percentiles");
        assertThat(all.at("/percentiles/p10/amount")).isEqualTo("0.000001");
        assertThat(all.at("/percentiles/p90/amount")).isEqualTo("5");
        assertThat(all.at("/from")).isEqualTo("2026-11-20T10:00:00.123Z");
        assertThat(all.json().has("shareAtOrBelow")).isFalse();
        Answer one = web.get(PRICES + "/percentiles?unitPrice=0.05");
        assertThat(one.at("/unitPrice/amount")).isEqualTo("0.05");
        assertThat(one.text()).contains("\"shareAtOrBelow\":0.6666"); // rounded down
    }

    @Test
    void unknownPoolsAndBadPricesAreRefused() {
        assertThat(web.get("/api/v1/pools/nowhere/prices").problem()).isEqualTo("not-found");
        assertThat(web.get("/api/v1/pools/nowhere/prices/percentiles").problem())
                .isEqualTo("not-found");
        for (String price : new String[] {"-1", "1e9", "0.0000001", "dear"}) {
            assertThat(web.get(PRICES + "/percentiles?unitPrice=" + price).problem())
                    .isEqualTo("invalid-request");
        }
    }
}
