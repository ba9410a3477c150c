package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepriceTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PRICE =
            """
            {"maxPrice": {"amount": "0.06", "per": "minute"}}\
            """;

    @Test
    void theVersionThatWasSeenIsRepriced() {
        String id = submit();
        Answer answer = patch(id, "\"1\"", PRICE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(web.market().commands.getLast())
                .isInstanceOfSatisfying(
                        RepriceBid.class,
                        command -> {
                            assertThat(command.maxPrice().microsPerHour()).isEqualTo(3_600_000);
                            assertThat(command.versions()).isEqualTo(Set.of(1L));
                        });
    }

    @Test
    void anotherVersionIsAMismatchAndNoneIsMissing() {
        String id = submit();
        assertThat(patch(id, "\"7\"", PRICE).problem()).isEqualTo("version-mismatch");
        assertThat(patch(id, "\"7\"", PRICE).status()).isEqualTo(412);
        assertThat(patch(id, null, PRICE).problem()).isEqualTo("version-required");
        assertThat(patch(id, null, PRICE).status()).isEqualTo(428);
        assertThat(patch(id, "seven", PRICE).problem()).isEqualTo("malformed-request");
    }

    @Test
    void everythingThatIsWrongWithTheBodyIsToldAtOnce() {
        String id = submit();
        Answer answer =
                patch(
                        id,
                        "*",
                        """
                        {"maxPrice": {"amount": "-1", "per": "week"}, "pool": "x"}\
                        """);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("/maxPrice/amount", "/maxPrice/per", "/pool");
        assertThat(patch(id, "*", "{}").text()).contains("/maxPrice", "is required");
    }

    @Test
    void theMarketsRefusalsSayTheState() {
        String id = submit();
        web.market().refusal = new BidRejection.BelowFloor(BidStatus.RUNNING, 10_000);
        Answer floor = patch(id, "*", PRICE);
        assertThat(floor.status()).isEqualTo(409);
        assertThat(floor.at("/currentStatus")).isEqualTo("RUNNING");
        assertThat(floor.at("/floorPrice/amount")).isEqualTo("0.01");
        web.market().refusal = new BidRejection.AlreadyFinal(BidStatus.COMPLETED);
        Answer over = patch(id, "*", PRICE);
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.at("/currentStatus")).isEqualTo("COMPLETED");
        web.market().refusal =
                new BidRejection.InsufficientFunds(Money.ofMicros(2), Money.ofMicros(1));
        assertThat(patch(id, "*", PRICE).status()).isEqualTo(402);
    }

    @Test
    void somebodyElsesBidDoesNotExist() {
        String id = submit();
        String key = web.newKey("stranger-reprices@example.com", Role.BIDDER);
        Answer answer =
                web.send(
                        web.anonymous("/api/v1/bids/" + id)
                                .header("X-API-Key", key)
                                .header("If-Match", "*")
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString(PRICE)));
        assertThat(answer.problem()).isEqualTo("not-found");
    }

    @Test
    void aWaitingBidSaysAtWhichPriceItWouldRunInItsOwnUnitRoundedUp() {
        String id = submit();
        assertThat(web.get("/api/v1/bids/" + id).at("/runsNowAt/amount")).isEqualTo("0.017501");
        assertThat(web.get("/api/v1/bids/" + id).at("/runsNowAt/per")).isEqualTo("minute");
        web.market().quote =
                new FindQuote.Impossible(
                        0, new Reason(ReasonCode.NO_NODE_FITS, "none", FakeBids.NOW, null));
        assertThat(web.get("/api/v1/bids/" + id).json().path("runsNowAt").isNull()).isTrue();
    }

    private static String submit() {
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        """
                        {"resources": {"cpu": "1", "memory": "1Gi"},
                         "maxPrice": {"amount": "0.05", "per": "minute"},
                         "container": {"image": "busybox:1.37"}}\
                        """);
        assertThat(answer.status()).isEqualTo(201);
        return answer.at("/id");
    }

    private static Answer patch(String id, @Nullable String ifMatch, String body) {
        HttpRequest.Builder request =
                web.to("/api/v1/bids/" + id)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return web.send(request);
    }
}
