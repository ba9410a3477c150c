package dev.spotdock.web.rest.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.Told;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String EVENTS = "/api/v1/events";

    private final Told told = new Told(web);
    private long start;

    @BeforeEach
    void beginHere() {
        told.look();
        start = web.bean(Feed.class).head().position();
    }

    private static AccountId demo() {
        return new AccountId(UUID.fromString(web.get("/api/v1/me").at("/id")));
    }

    private static List<String> ids(Answer page) {
        return page.json().at("/items").valueStream().map(e -> e.path("id").asString()).toList();
    }

    @Test
    void anEventIsACloudEvent() {
        UUID id = told.price("default");
        told.look();
        Answer page = web.get(EVENTS + "?after=" + start);
        assertThat(page.at("/items/0/specversion")).isEqualTo("1.0");
        assertThat(page.at("/items/0/id")).isEqualTo(id.toString());
        assertThat(page.at("/items/0/source")).isEqualTo("/spotdock");
        assertThat(page.at("/items/0/type")).isEqualTo("price.changed");
        assertThat(page.at("/items/0/sequence")).isEqualTo(Long.toString(start + 1));
        assertThat(page.at("/items/0/partitionkey")).isEqualTo("default");
        assertThat(page.at("/items/0/data/unitPrice/amount")).isEqualTo("0.01");
        assertThat(page.json().at("/items/0/data").has("previous")).isFalse();
        assertThat(page.at("/next")).isEqualTo(Long.toString(start + 1));
        Answer schema = web.send(web.anonymous(page.at("/items/0/dataschema")));
        assertThat(schema.at("/title")).isEqualTo("price.changed");
        assertThat(schema.header("Content-Type")).isEqualTo("application/schema+json");
    }

    @Test
    void pagesFollowEachOtherWhetherRememberedOrStored() {
        List<String> all =
                List.of(
                        told.price("a").toString(),
                        told.exhausted(demo()).toString(),
                        told.price("b").toString());
        for (Runnable knownBy : List.<Runnable>of(told::look, told::restart)) {
            knownBy.run();
            Answer first = web.get(EVENTS + "?limit=2&after=" + start);
            Answer second = web.get(EVENTS + "?limit=2&after=" + first.at("/next"));
            assertThat(ids(first)).isEqualTo(all.subList(0, 2));
            assertThat(ids(second)).isEqualTo(all.subList(2, 3));
        }
    }

    @Test
    void othersEventsAreNotToldButPassed() {
        told.exhausted(new AccountId(new UUID(9, 9)));
        told.look();
        Answer page = web.get(EVENTS + "?after=" + start);
        assertThat(ids(page)).isEmpty();
        assertThat(page.at("/next")).isEqualTo(Long.toString(start + 1));
        assertThat(ids(web.send(web.asOperator(EVENTS + "?after=" + start)))).hasSize(1);
    }

    @Test
    void typesAndTopicsAreChosen() {
        told.price("a");
        UUID wallet = told.exhausted(demo());
        told.look();
        assertThat(ids(web.get(EVENTS + "?types=wallet.*,bid.matched&after=" + start)))
                .containsExactly(wallet.toString());
        assertThat(ids(web.get(EVENTS + "?types=price.changed&after=" + start))).hasSize(1);
    }

    @Test
    void whoeverWaitsIsToldAtOnce() {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> web.get(EVENTS + "?wait=30&after=" + start));
        UUID id = told.price("a");
        while (!waiting.isDone()) {
            told.look();
            Thread.onSpinWait();
        }
        assertThat(ids(waiting.join())).containsExactly(id.toString());
    }

    @Test
    void whatIsNotKeptAnyMoreIsToldAsAReset() {
        told.price("a");
        told.remove();
        Answer answer = web.get(EVENTS + "?after=" + start);
        assertThat(answer.problem()).isEqualTo("reset");
        assertThat(answer.at("/oldest")).isEqualTo(Long.toString(start + 1));
        assertThat(web.get(EVENTS + "?after=" + answer.at("/oldest")).status()).isEqualTo(200);
        assertThat(web.get(EVENTS).status()).isEqualTo(200);
    }

    @Test
    void sinceATimeBeginsThere() {
        UUID id = told.price("a");
        told.look();
        assertThat(ids(web.get(EVENTS + "?since=2026-11-21T00:00:00Z&limit=1000")))
                .contains(id.toString());
        assertThat(ids(web.get(EVENTS + "?since=2027-01-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    after=x                            | after
                    after=-1                           | after
                    after=999999999999999999           | after
                    after=99999999999999999999999      | after
                    since=yesterday                    | since
                    since=%2B999999999-12-31T23:59:59Z | since
                    since=-999999999-01-01T00:00:00Z   | since
                    after=0&since=2026-11-21T00:00:00Z | since
                    types=bid.nonsense                 | types
                    types=                             | types
                    limit=0                            | limit
                    limit=1001                         | limit
                    wait=31                            | wait
                    wait=-1                            | wait
                    wait=PT1H                          | wait
                    """)
    void whatMakesNoSenseIsRefused(String query, String parameter) {
        Answer answer = web.get(EVENTS + "?" + query);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/parameter")).isEqualTo(parameter);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Answer answer = web.get(EVENTS + "?after=x&types=y&limit=z&wait=w");
        assertThat(answer.json().at("/errors")).hasSize(4);
    }

    @Test
    void thereIsNoSchemaOfAnUnknownType() {
        assertThat(web.send(web.anonymous("/schemas/bid.nonsense.json")).problem())
                .isEqualTo("not-found");
    }
}
