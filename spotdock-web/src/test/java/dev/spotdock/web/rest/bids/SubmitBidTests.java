package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.web.WebFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubmitBidTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String GOOD =
            """
            {"pool": "default",
             "resources": {"cpu": "2", "memory": "4Gi", "gpu": 0},
             "maxPrice": {"amount": "0.05", "currency": "USD", "per": "minute"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "600"], "env": {"NAME": "value"}},
             "validFor": "PT1H", "maxRuntime": "PT2H", "onEviction": "requeue",
             "notice": "PT30S", "minRun": "PT1M", "alertAt": 0.9,
             "budget": {"amount": "1.00", "currency": "USD"}}\
            """;

    @Test
    void aGoodBidIsSubmittedAsGivenAndShown() {
        var answer = web.post("/api/v1/bids", GOOD);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/bids/" + answer.at("/id"));
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.at("/maxPrice/amount")).isEqualTo("0.05");
        assertThat(answer.at("/unitPrice/amount")).isEqualTo("1.5");
        assertThat(answer.at("/unitPrice/per")).isEqualTo("slot-hour");
        assertThat(answer.at("/validFor")).isEqualTo("PT1H");
        assertThat(answer.at("/submittedAt")).isEqualTo("2026-11-21T10:00:00.123Z");
        assertThat(answer.json().at("/allocation").isNull()).isTrue();
        assertThat(answer.json().at("/eviction").isNull()).isTrue();
        assertThat(web.market().commands).singleElement().isInstanceOf(SubmitBid.class);
    }

    static List<String> pointers(WebFixture.Answer answer) {
        return answer.json().at("/errors").values().stream()
                .map(error -> error.at("/pointer").asString())
                .toList();
    }
}
