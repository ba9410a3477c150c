package dev.spotdock.web.rest.auctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuctionsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private final Saleroom room = new Saleroom(web);

    @Test
    void anAuctionIsBegunAsGiven() {
        Answer made = room.post(room.seller, "auctions", Saleroom.AUCTION);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.header("Location")).isEqualTo("/api/v1/auctions/" + made.at("/id"));
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(made.at("/state")).isEqualTo("DRAFT");
        assertThat(made.at("/endsAt")).isEqualTo("2026-12-02T12:00:00Z");
        assertThat(made.at("/antiSnipe/extension")).isEqualTo("PT3M");
        assertThat(made.at("/deposit/amount")).isEqualTo("100");
        CreateAuction command = (CreateAuction) web.market().commands.getLast();
        assertThat(command.startsAt()).isEqualTo(Instant.parse("2026-12-01T12:00:00Z"));
        assertThat(command.antiSnipe())
                .isEqualTo(new AntiSnipe(Duration.ofMinutes(2), Duration.ofMinutes(3), 10));
        assertThat(command.deposit()).isEqualTo(Money.parse("100"));
    }

    @Test
    void onlySellersHaveAuctionsAndLots() {
        assertThat(room.post(room.bidder, "auctions", Saleroom.AUCTION).problem())
                .isEqualTo("forbidden");
        String lots = "auctions/" + room.draft() + "/lots";
        assertThat(room.post(room.bidder, lots, Saleroom.LOT).problem()).isEqualTo("forbidden");
    }

    @Test
    void nobodyElseSeesADraft() {
        String draft = room.draft();
        String path = "auctions/" + draft;
        for (String other : List.of(room.bidder, room.otherSeller)) {
            assertThat(room.get(other, path).problem()).isEqualTo("not-found");
            assertThat(room.get(other, path + "/lots").problem()).isEqualTo("not-found");
            assertThat(room.get(other, "auctions").text()).doesNotContain(draft);
        }
        assertThat(room.post(room.otherSeller, path + "/schedule", "").problem())
                .isEqualTo("not-found");
        assertThat(web.send(web.asOperator("/api/v1/" + path)).status()).isEqualTo(200);
        assertThat(room.get(room.seller, path).at("/state")).isEqualTo("DRAFT");
    }

    @ParameterizedTest
    @CsvSource({
        "schedule, SCHEDULED",
        "open, OPEN",
        "close, CLOSING",
        "cancel, CANCELLED",
    })
    void theSellerMovesItOn(String path, AuctionState state) {
        String draft = room.draft();
        assertThat(room.post(room.bidder, "auctions/" + draft + "/" + path, "").problem())
                .isEqualTo("forbidden");
        Answer moved = room.post(room.seller, "auctions/" + draft + "/" + path, "");
        assertThat(moved.at("/state")).isEqualTo(state.name());
        assertThat(moved.header("ETag")).isEqualTo("\"2\"");
        assertThat(room.get(room.seller, "auctions?state=" + state).at("/items/0/id"))
                .isEqualTo(draft);
    }

    @Test
    void aRepeatedTransitionIsOneAndAWrongOneNamesTheState() {
        String path = "auctions/" + room.draft() + "/close";
        Answer first = room.repeat(room.seller, path, "");
        Answer second = room.repeat(room.seller, path, "");
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(web.market().commands).filteredOn(CloseAuction.class::isInstance).hasSize(1);
        room.auctions().refusal =
                new AuctionRejection.WrongAuctionState(AuctionState.CLOSING, "an open auction");
        Answer again = room.post(room.seller, path, "");
        assertThat(again.problem()).isEqualTo("conflict");
        assertThat(again.at("/currentState")).isEqualTo("CLOSING");
    }

    @Test
    void refusalsSayWhatIsInTheWay() {
        String path = "auctions/" + room.draft() + "/schedule";
        room.auctions().refusal = new AuctionRejection.NoLots();
        assertThat(room.post(room.seller, path, "").at("/lots")).isEqualTo("0");
        room.auctions().refusal = new AuctionRejection.HasBids();
        assertThat(room.post(room.seller, path, "").problem()).isEqualTo("conflict");
        room.auctions().refusal = new AuctionRejection.Over(Instant.parse("2026-12-02T12:00:00Z"));
        assertThat(room.post(room.seller, path, "").at("/endsAt")).startsWith("2026-12-02");
        room.auctions().refusal =
                new AuctionRejection.Unavailable("Redis is away", Duration.ofSeconds(2));
        Answer away = room.post(room.seller, path, "");
        assertThat(away.problem()).isEqualTo("unavailable");
        assertThat(away.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        room.auctions()
                .mistakes
                .addAll(
                        List.of(
                                new InvalidInput.Problem("title", "of what was not given"),
                                new InvalidInput.Problem("endsAt", "must be after startsAt"),
                                new InvalidInput.Problem("deposit", "of what was no amount")));
        Answer answer =
                room.post(
                        room.seller,
                        "auctions",
                        """
                        {"startsAt": "tomorrow", "endsAt": "2026-11-01T00:00:00Z", "x": 1,
                         "antiSnipe": {"window": "PT2H", "extension": "1m", "max": 0, "y": 1},
                         "deposit": {"amount": "1.0000001", "currency": "EUR"}}\
                        """);
        assertThat(Saleroom.pointers(answer))
                .containsExactlyInAnyOrder(
                        "/title",
                        "/startsAt",
                        "/endsAt",
                        "/x",
                        "/antiSnipe/window",
                        "/antiSnipe/extension",
                        "/antiSnipe/max",
                        "/antiSnipe/y",
                        "/deposit/amount",
                        "/deposit/currency");
        assertThat(web.market().commands).isEmpty();
        assertThat(Saleroom.pointers(room.post(room.seller, "auctions", "[]"))).containsExactly("");
    }

    @ParameterizedTest
    @CsvSource({"10000-01-01T00:00:00Z", "2026-12-01", "2026-12-01T12:00:00"})
    void whatIsNoTimeIsRefused(String text) {
        Answer answer =
                room.post(
                        room.seller,
                        "auctions",
                        Saleroom.AUCTION.replace("2026-12-01T12:00:00Z", text));
        assertThat(Saleroom.pointers(answer)).containsExactly("/startsAt");
    }

    @Test
    void theListCanBeOfOneStateAndOfOnesOwn() {
        String draft = room.draft();
        String other = room.made(room.otherSeller, "auctions", Saleroom.AUCTION);
        room.post(room.otherSeller, "auctions/" + other + "/schedule", "");
        assertThat(room.get(room.seller, "auctions").json().at("/items")).hasSize(2);
        assertThat(room.get(room.seller, "auctions?mine=true").at("/items/0/id")).isEqualTo(draft);
        assertThat(room.get(room.seller, "auctions?mine=true").json().at("/items")).hasSize(1);
        assertThat(room.get(room.bidder, "auctions").at("/items/0/id")).isEqualTo(other);
        Answer first = room.get(room.seller, "auctions?limit=1");
        assertThat(first.at("/items/0/id")).isEqualTo(other);
        assertThat(
                        room.get(room.seller, "auctions?limit=1&cursor=" + first.at("/next"))
                                .at("/items/0/id"))
                .isEqualTo(draft);
        assertThat(room.get(room.seller, "auctions?state=SOLD&mine=1").json().at("/errors"))
                .hasSize(2);
    }

    @Test
    void theSellerIsNamedToItselfAndOperatorsOnly() {
        String auction = room.draft();
        room.post(room.seller, "auctions/" + auction + "/schedule", "");
        String seller = room.get(room.seller, "me").at("/id");
        assertThat(room.get(room.seller, "auctions/" + auction).at("/sellerId")).isEqualTo(seller);
        assertThat(room.get(room.bidder, "auctions/" + auction).text()).doesNotContain(seller);
        assertThat(room.get(room.bidder, "auctions").text()).doesNotContain(seller);
    }
}
