package dev.spotdock.web.rest.pools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.FindQuote;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QuotesTests {

    private static final String PATH = "/api/v1/pools/default/quotes";
    private static final String SHAPE =
            """
            {"resources": {"cpu": "2", "memory": "4Gi", "gpu": 1},
             "notice": "PT60S", "minRun": "PT5M"}\
            """;

    @RegisterExtension static final WebFixture web = new WebFixture();

    @Test
    void aQuoteSaysThePriceAndWhoWouldGo() {
        Answer answer = web.post(PATH, SHAPE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/wouldRun")).isEqualTo("true");
        assertThat(answer.at("/unitPrice/amount")).isEqualTo("1.05");
        assertThat(answer.at("/unitPrice/per")).isEqualTo("slot-hour");
        assertThat(answer.at("/price/amount")).isEqualTo("1.050001");
        assertThat(answer.at("/price/per")).isEqualTo("hour");
        assertThat(answer.at("/evicts/count")).isEqualTo("1");
        assertThat(answer.at("/evicts/milliSlots")).isEqualTo("1000");
        assertThat(answer.at("/possibleAt")).isEqualTo(FakeBids.NOW.toString());
        assertThat(web.market().quotesAsked.getLast())
                .isEqualTo(
                        new FindQuote(
                                "default",
                                new Resources(2000, 4096, 1),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(5),
                                Duration.ZERO));
        assertThat(web.market().commands).as("it changes nothing").isEmpty();
    }

    @Test
    void whatStandsInTheWayIsSaidInTheReasonsOfBids() {
        web.market().quote =
                new FindQuote.Impossible(
                        5, new Reason(ReasonCode.NO_NODE_FITS, "No node.", FakeBids.NOW, null));
        Answer answer = web.post(PATH, SHAPE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/wouldRun")).isEqualTo("false");
        assertThat(answer.at("/blockedBy")).isEqualTo("no-node-fits");
        assertThat(answer.at("/reason")).isEqualTo("No node.");
        assertThat(answer.json().path("price").isNull()).isTrue();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer =
                web.post(
                        PATH,
                        """
                        {"resources": {"cpu": "none", "memory": "4Gi"}, "notice": "PT301S",
                         "minRun": "PT31M", "price": 3}\
                        """);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("/resources/cpu", "/notice", "/minRun", "/price");
    }

    @Test
    void aPoolThatIsNotThereHasNoQuotes() {
        assertThat(web.post("/api/v1/pools/none/quotes", SHAPE).problem()).isEqualTo("not-found");
    }
}
