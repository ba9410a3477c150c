package dev.spotdock.web.rest.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class LotBidsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String BID = "{\"amount\": {\"amount\": \"1100\"}}";

    private final Saleroom room = new Saleroom(web);
    private String lot = "";
    private String path = "";

    @BeforeEach
    void somethingIsForSale() {
        lot = room.visibleLot();
        path = "lots/" + lot + "/bids";
    }

    private Answer bid(String body) {
        return room.post(room.bidder, path, body);
    }

    @Test
    void aBidIsAcceptedWithItsPlaceAndThePrice() {
        Answer answer = bid(BID);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.at("/lotId")).isEqualTo(lot);
        assertThat(answer.at("/sequence")).isEqualTo("1");
        assertThat(answer.text()).contains("\"isCurrentlyHighest\":true");
        assertThat(answer.at("/currentHighest/amount")).isEqualTo("1100");
        assertThat(answer.at("/currentHighest/currency")).isEqualTo("USD");
        assertThat(answer.at("/acceptedAt")).isEqualTo("2026-11-21T10:00:00.123Z");
        assertThat(answer.at("/alias")).isEqualTo("bidder-1");
        PlaceLotBid placed = room.auctions().placed.getLast();
        assertThat(placed.amount()).isEqualTo(Money.parse("1100"));
        assertThat(placed.maximum()).isNull();
        assertThat(placed.bidder().toString()).isEqualTo(room.get(room.bidder, "me").at("/id"));
    }

    @Test
    void aMaximumIsPassedOnAndNeverShown() {
        Answer answer =
                bid("{\"amount\": {\"amount\": \"1100\"}, \"maximum\": {\"amount\": \"1777\"}}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).doesNotContain("1777").doesNotContain("maximum");
        assertThat(room.auctions().placed.getLast().maximum()).isEqualTo(Money.parse("1777"));
        assertThat(
                        web.send(web.anonymous("/v3/api-docs"))
                                .json()
                                .at("/components/schemas/PlacedLotBid")
                                .toString())
                .contains("priceAfter")
                .doesNotContain("maximum");
    }

    @Test
    void theIntakeKeepsTheKeyAndPostgresDoesNot() {
        Answer first = room.repeat(room.bidder, path, BID);
        Answer second = room.repeat(room.bidder, path, BID);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(room.auctions().placed).hasSize(1);
        assertThat(room.auctions().placed.getLast().idempotencyKey()).isEqualTo("k");
        assertThat(
                        web.bean(JdbcClient.class)
                                .sql("select count(*) from web.idempotency")
                                .query(Integer.class)
                                .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml, text/*;q=0.5", "nothing"})
    void whoWouldNotTakeTheAnswerHasNotBid(String accept) {
        Answer answer = accepting(accept);
        assertThat(answer.problem()).isEqualTo("not-acceptable");
        assertThat(room.auctions().placed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*;q=0.1", "text/html, application/json;q=0.9"})
    void whoWouldTakeItHas(String accept) {
        Answer answer = accepting(accept);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.text().length()));
        assertThat(room.auctions().placed).hasSize(1);
    }

    /** A header may stand on several lines, which are one list. */
    @Test
    void whoWouldTakeItBySecondThoughtHas() {
        assertThat(accepting("text/html", "image/png").problem()).isEqualTo("not-acceptable");
        assertThat(accepting("text/html", "application/json").status()).isEqualTo(201);
        assertThat(room.auctions().placed).hasSize(1);
    }

    private Answer accepting(String... lines) {
        var request = room.as(room.bidder, path);
        for (String line : lines) {
            request.header("Accept", line);
        }
        return web.send(request, BID);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        Answer answer =
                web.send(
                        room.as(room.bidder, path).header("Idempotency-Key", "k".repeat(256)), BID);
        assertThat(answer.at("/errors/0/parameter")).isEqualTo("Idempotency-Key");
        assertThat(room.auctions().placed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /amount",
                "[] | ''",
                "{\"amount\": 5} | /amount",
                "{\"amount\": {\"amount\": 5}} | /amount/amount",
                "{\"amount\": {\"amount\": \"0\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"-1\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"1.0000001\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"NaN\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"1e3\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"1000000001\"}} | /amount/amount",
                "{\"amount\": {\"amount\": \"1\", \"currency\": \"EUR\"}} | /amount/currency",
                "{\"amount\": {\"amount\": \"2\"}, \"maximum\": {\"amount\": \"1\"}} | /maximum/amount",
                "{\"amount\": {\"amount\": \"2\"}, \"bidder\": \"me\"} | /bidder",
            })
    void whatIsNoAmountIsRefused(String body, String pointer) {
        assertThat(Saleroom.pointers(bid(body))).containsExactly(pointer);
        assertThat(room.auctions().placed).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer =
                bid(
                        """
                        {"amount": {"amount": "ten", "currency": "EUR", "x": 1},
                         "maximum": {"amount": "0"}, "y": 1}\
                        """);
        assertThat(Saleroom.pointers(answer))
                .containsExactlyInAnyOrder(
                        "/amount/amount", "/amount/currency", "/amount/x", "/maximum/amount", "/y");
    }

    @Test
    void whatDoesNotExistAndOthersDraftsAreNotFoundAndWhatIsNotOpenYetSaysSo() {
        room.auctions().bidRefusal = new LotBidRejection.NotOpened(LotId.of(lot));
        Answer pending = bid(BID);
        assertThat(pending.problem()).isEqualTo("conflict");
        assertThat(pending.at("/currentState")).isEqualTo("PENDING");
        String hidden = room.lot(room.draft());
        for (String none : List.of(hidden, new UUID(1, 1).toString(), "x")) {
            assertThat(room.post(room.bidder, "lots/" + none + "/bids", BID).problem())
                    .isEqualTo("not-found");
        }
    }

    @Test
    void refusalsSayWhatIsInTheWay() {
        room.auctions().bidRefusal = new LotBidRejection.Closed(LotId.of(lot), FakeBids.NOW);
        Answer closed = bid(BID);
        assertThat(closed.problem()).isEqualTo("conflict");
        assertThat(closed.at("/endsAt")).isEqualTo("2026-11-21T10:00:00.123Z");
        room.auctions().bidRefusal = new LotBidRejection.Closed(LotId.of(lot), null);
        assertThat(bid(BID).problem()).isEqualTo("conflict");
        room.auctions().bidRefusal = new LotBidRejection.OwnLot();
        assertThat(bid(BID).problem()).isEqualTo("conflict");
        room.auctions().bidRefusal = new LotBidRejection.Barred();
        assertThat(bid(BID).problem()).isEqualTo("forbidden");
        room.auctions().bidRefusal = new LotBidRejection.KeyReused();
        assertThat(bid(BID).problem()).isEqualTo("idempotency-key-reused");
        room.auctions().bidRefusal =
                new LotBidRejection.InsufficientFunds(Money.parse("100"), Money.parse("3"));
        Answer poor = bid(BID);
        assertThat(poor.problem()).isEqualTo("insufficient-funds");
        assertThat(poor.at("/required/amount")).isEqualTo("100");
        assertThat(poor.at("/available/amount")).isEqualTo("3");
        room.auctions().bidRefusal =
                new LotBidRejection.Unavailable("not just now", Duration.ofSeconds(2));
        Answer away = bid(BID);
        assertThat(away.problem()).isEqualTo("unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void whatWasBidComesInPagesBySequence() {
        for (int sequence = 1; sequence <= 5; sequence++) {
            room.auctions().shown.add(shown(sequence, sequence != 2));
        }
        Answer first = room.get(room.otherSeller, path + "?limit=3");
        assertThat(first.json().at("/items").valueStream().map(b -> b.path("sequence").asInt()))
                .containsExactly(1, 2, 3);
        assertThat(first.at("/items/0/alias")).isEqualTo("bidder-1");
        assertThat(first.at("/items/1/valid")).isEqualTo("false");
        assertThat(first.at("/items/2/priceAfter/amount")).isEqualTo("3");
        Answer second = room.get(room.otherSeller, path + "?limit=3&cursor=" + first.at("/next"));
        assertThat(second.json().at("/items").valueStream().map(b -> b.path("sequence").asInt()))
                .containsExactly(4, 5);
        Answer valid = room.get(room.otherSeller, path + "?valid=true&limit=2");
        assertThat(valid.json().at("/items").valueStream().map(b -> b.path("sequence").asInt()))
                .containsExactly(1, 3);
        assertThat(room.get(room.bidder, path + "?valid=yes&cursor=x").json().at("/errors"))
                .hasSize(2);
    }

    private static ShownLotBid shown(long sequence, boolean counted) {
        return new ShownLotBid(
                new UUID(7, sequence),
                sequence,
                "bidder-1",
                Money.parse(Long.toString(sequence)),
                counted,
                Money.parse(Long.toString(sequence)),
                "bidder-1",
                FakeBids.NOW);
    }
}
