package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitBidTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String GOOD =
            """
            {"pool": "default",
             "resources": {"cpu": "2", "memory": "4Gi", "gpu": 0},
             "maxPrice": {"amount": "0.05", "currency": "USD", "per": "minute"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "600"], "env": {"NAME": "value"}},
             "validFor": "PT1H", "maxRuntime": "PT2H", "onEviction": "terminate",
             "notice": "PT30S", "minRun": "PT1M", "alertAt": 0.85,
             "budget": {"amount": "1.00", "currency": "USD"}}\
            """;

    @Test
    void aGoodBidIsSubmittedAsGiven() {
        assertThat(web.post("/api/v1/bids", GOOD).status()).isEqualTo(201);
        SubmitBid command = (SubmitBid) web.market().commands.getLast();
        assertThat(command.resources()).isEqualTo(new Resources(2000, 4096, 0));
        assertThat(command.maxPrice()).isEqualTo(new Price(3_000_000, Per.MINUTE));
        assertThat(command.container())
                .isEqualTo(
                        new ContainerSpec(
                                "busybox:1.37", List.of("sleep", "600"), Map.of("NAME", "value")));
        assertThat(command.validFor()).isEqualTo(Duration.ofHours(1));
        assertThat(command.onEviction()).isEqualTo(OnEviction.TERMINATE);
        assertThat(command.alertPercent()).isEqualTo(85);
        assertThat(command.budget()).isEqualTo(Money.ofMicros(1_000_000));
    }

    @Test
    void theAnswerShowsTheBidWithEveryField() {
        Answer answer = web.post("/api/v1/bids", GOOD);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/bids/" + answer.at("/id"));
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.at("/maxPrice/amount")).isEqualTo("0.05");
        assertThat(answer.at("/unitPrice/amount")).isEqualTo("1.5");
        assertThat(answer.at("/unitPrice/per")).isEqualTo("slot-hour");
        assertThat(answer.at("/validFor")).isEqualTo("PT1H");
        assertThat(answer.at("/submittedAt")).isEqualTo("2026-11-21T10:00:00.123Z");
        assertThat(answer.json().properties().stream().map(Map.Entry::getKey))
                .contains("allocation", "eviction", "runsNowAt", "atRisk", "stopsAt", "charged")
                .contains("attempts", "version", "expiresAt", "milliSlots", "surchargePercent");
        assertThat(answer.json().at("/allocation").isNull()).isTrue();
        assertThat(answer.text()).contains("\"alertAt\":0.85");
    }

    @Test
    void whatIsOptionalMayBeLeftOutOrNull() {
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        """
                        {"resources": {"cpu": "100m", "memory": "64Mi"}, "validFor": null,
                         "maxPrice": {"amount": "0.01", "per": "minute"},
                         "container": {"image": "busybox:1.37"}}\
                        """);
        assertThat(answer.status()).isEqualTo(201);
        SubmitBid command = (SubmitBid) web.market().commands.getLast();
        assertThat(command.pool()).isEqualTo("default");
        assertThat(command.alertPercent()).isEqualTo(90);
        assertThat(command.validFor()).isNull();
        assertThat(command.container().command()).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        """
                        {"pool": "nowhere", "colour": "red",
                         "resources": {"cpu": "-1", "memory": 4, "gpu": 1.5, "tpu": 1},
                         "maxPrice": {"amount": "0.00000001", "currency": "EUR", "per": "day", "x": 1},
                         "container": {"image": "", "command": ["a", 1], "env": {"1A": "b", "B": 2}},
                         "validFor": "1h", "maxRuntime": "PT0S", "onEviction": "explode",
                         "notice": "PT10M", "minRun": "-PT1M", "alertAt": 1.5,
                         "budget": {"amount": "-1"}}\
                        """);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder(
                        "/pool",
                        "/colour",
                        "/resources/cpu",
                        "/resources/memory",
                        "/resources/gpu",
                        "/resources/tpu",
                        "/maxPrice/amount",
                        "/maxPrice/currency",
                        "/maxPrice/per",
                        "/maxPrice/x",
                        "/container/image",
                        "/container/command/1",
                        "/container/env/1A",
                        "/container/env/B",
                        "/validFor",
                        "/maxRuntime",
                        "/onEviction",
                        "/notice",
                        "/minRun",
                        "/alertAt",
                        "/budget/amount");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThat(pointers(web.post("/api/v1/bids", "{}")))
                .containsExactlyInAnyOrder("/resources", "/maxPrice", "/container");
        assertThat(
                        pointers(
                                web.post(
                                        "/api/v1/bids",
                                        "{\"resources\":{},\"maxPrice\":{},\"container\":{}}")))
                .containsExactlyInAnyOrder(
                        "/resources/cpu",
                        "/resources/memory",
                        "/maxPrice/amount",
                        "/maxPrice/per",
                        "/container/image");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/resources/cpu     | \"2\"           | \"0\"",
                "/resources/cpu     | \"2\"           | \"1000000000\"",
                "/resources/cpu     | \"2\"           | \"1e9\"",
                "/resources/cpu     | \"2\"           | \"0.0001\"",
                "/resources/cpu     | \"2\"           | \"99999999999999999999999999\"",
                "/resources/cpu     | \"2\"           | \"two\"",
                "/resources/cpu     | \"2\"           | \"\"",
                "/resources/cpu     | \"2\"           | 2",
                "/resources/memory  | \"4Gi\"         | \"5Mi\"",
                "/resources/memory  | \"4Gi\"         | \"0\"",
                "/resources/memory  | \"4Gi\"         | \"-4Gi\"",
                "/resources/memory  | \"4Gi\"         | \"4GiB\"",
                "/resources/memory  | \"4Gi\"         | \"17Ti\"",
                "/resources/gpu     | \"gpu\": 0      | \"gpu\": -1",
                "/resources/gpu     | \"gpu\": 0      | \"gpu\": 65",
                "/resources/gpu     | \"gpu\": 0      | \"gpu\": 99999999999999999999",
                "/resources/gpu     | \"gpu\": 0      | \"gpu\": \"0\"",
                "/maxPrice/amount   | \"0.05\"        | \"0\"",
                "/maxPrice/amount   | \"0.05\"        | \"-0.05\"",
                "/maxPrice/amount   | \"0.05\"        | \"1e-2\"",
                "/maxPrice/amount   | \"0.05\"        | \"0.00000001\"",
                "/maxPrice/amount   | \"0.05\"        | \"16666.666667\"",
                "/maxPrice/amount   | \"0.05\"        | \"9999999999999999999999\"",
                "/maxPrice/amount   | \"0.05\"        | \"NaN\"",
                "/maxPrice/amount   | \"0.05\"        | \"0,05\"",
                "/maxPrice/amount   | \"0.05\"        | 0.05",
                "/maxPrice/per      | \"minute\"      | \"MINUTE\"",
                "/maxPrice          | \"maxPrice\": { | \"maxPrice\": 5, \"x\": {",
                "/container/image   | \"busybox:1.37\" | \" \"",
                "/container/image   | busybox:1.37    | bad image",
                "/container/image   | busybox:1.37    | nul\\u0000",
                "/container/command | [\"sleep\", \"600\"] | \"sleep 600\"",
                "/container/command/0 | \"sleep\"     | \"\\ud800\"",
                "/container/env     | {\"NAME\": \"value\"} | [\"NAME=value\"]",
                "/container/env/    | \"NAME\"        | \"\"",
                "/container/env/A~1=~0 | \"NAME\"     | \"A/=~\"",
                "/validFor          | \"PT1H\"        | \"PT0.0001S\"",
                "/validFor          | \"PT1H\"        | \"P400D\"",
                "/validFor          | \"PT1H\"        | \"PT99999999999999999999H\"",
                "/validFor          | \"PT1H\"        | 3600",
                "/notice            | \"PT30S\"       | \"PT301S\"",
                "/minRun            | \"PT1M\"        | \"PT31M\"",
                "/alertAt           | 0.85            | 0",
                "/alertAt           | 0.85            | 0.855",
                "/alertAt           | 0.85            | 1e-999999",
                "/alertAt           | 0.85            | 1e999999",
                "/alertAt           | 0.85            | \"0.85\"",
                "/budget/amount     | \"1.00\"        | \"0\"",
                "/budget/amount     | \"1.00\"        | \"1.0000001\"",
                "/budget            | {\"amount\": \"1.00\", \"currency\": \"USD\"} | \"1.00\"",
            })
    void oneMistakeIsToldWithItsPointer(String pointer, String right, String wrong) {
        assertThat(GOOD).contains(right);
        Answer answer = web.post("/api/v1/bids", GOOD.replace(right, wrong));
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(pointers(answer)).contains(pointer);
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void anUnknownPoolAloneIsTheMarketsRefusal() {
        Answer answer = web.post("/api/v1/bids", GOOD.replace("\"default\"", "\"nowhere\""));
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(pointers(answer)).containsExactly("/pool");
    }

    @Test
    void anImageThatMayNotRunIsTheMarketsRefusal() {
        web.market().refusal = new BidRejection.ImageRefused("busybox:1.37", "not on the list");
        Answer answer = web.post("/api/v1/bids", GOOD);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(pointers(answer)).containsExactly("/container/image");
        assertThat(answer.text()).contains("not on the list");
    }

    @Test
    void aCommandOfTenThousandCharactersIsRefused() {
        Answer answer = web.post("/api/v1/bids", GOOD.replace("600", "x".repeat(10_000)));
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(pointers(answer)).containsExactly("/container/command");
    }

    @Test
    void tooManyWordsAndVariablesAreRefused() {
        String words = "\"w\"" + ",\"w\"".repeat(256);
        String variables =
                IntStream.rangeClosed(0, 128)
                        .mapToObj("\"V%d\": \"v\""::formatted)
                        .collect(Collectors.joining(","));
        Answer answer =
                web.post(
                        "/api/v1/bids",
                        GOOD.replace("\"sleep\", \"600\"", words)
                                .replace("\"NAME\": \"value\"", variables));
        assertThat(pointers(answer))
                .containsExactlyInAnyOrder("/container/command", "/container/env");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "nonsense",
                "{} {}",
                "{\"pool\": \"a\", \"pool\": \"b\"}",
                "{\"alertAt\": NaN}",
                "{'pool': 1}"
            })
    void whatIsNoJsonIsMalformed(String body) {
        assertThat(web.post("/api/v1/bids", body).problem()).isEqualTo("malformed-request");
    }

    @Test
    void absurdlyDeepJsonIsMalformed() {
        assertThat(web.post("/api/v1/bids", "[".repeat(20_000)).problem())
                .isEqualTo("malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"text\""})
    void whatIsNoObjectIsInvalid(String body) {
        assertThat(pointers(web.post("/api/v1/bids", body))).containsExactly("");
    }

    @Test
    void aBodyOfNothingButMistakesGetsABoundedAnswer() {
        String fields =
                IntStream.range(0, 3000)
                        .mapToObj("\"f%d\": 1"::formatted)
                        .collect(Collectors.joining(","));
        assertThat(pointers(web.post("/api/v1/bids", "{" + fields + "}"))).hasSize(100);
    }

    @Test
    void tooLittleMoneyIsToldWithTheAmounts() {
        web.market().refusal =
                new BidRejection.InsufficientFunds(Money.ofMicros(50_000), Money.ofMicros(20_000));
        Answer answer = web.post("/api/v1/bids", GOOD);
        assertThat(answer.problem()).isEqualTo("insufficient-funds");
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.at("/required/amount")).isEqualTo("0.05");
        assertThat(answer.at("/available/amount")).isEqualTo("0.02");
    }

    static List<String> pointers(Answer answer) {
        return answer.json().at("/errors").values().stream()
                .map(error -> error.at("/pointer").asString())
                .toList();
    }
}
