package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.billing.ListCharges.Charge;
import dev.spotdock.compute.ReadLog.LogTail;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnBidsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final AllocationId ALLOCATION =
            new AllocationId(new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE));

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

    private static void run(String id) {
        web.market()
                .bids
                .computeIfPresent(BidId.of(id), (_, bid) -> FakeBids.running(bid, ALLOCATION));
    }

    @Test
    void aRunningBidShowsItsAllocationAndWhatItWasCharged() {
        String id = submit();
        run(id);
        web.market().charges.add(new Charge(BidId.of(id), ALLOCATION, Money.ofMicros(833)));
        Answer answer = web.get("/api/v1/bids/" + id);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.at("/allocation/containerId")).isEqualTo("c0ffee");
        assertThat(answer.at("/allocation/image")).isEqualTo("docker.io/library/busybox@sha256:1");
        assertThat(answer.at("/allocation/rate/amount")).isEqualTo("0.05");
        assertThat(answer.at("/allocation/rate/per")).isEqualTo("minute");
        assertThat(answer.at("/allocation/ratePerHourMicros")).isEqualTo("3000000");
        assertThat(answer.at("/allocation/charged/amount")).isEqualTo("0.000833");
        assertThat(answer.at("/charged/amount")).isEqualTo("0.000833");
    }

    @Test
    void somebodyElsesBidDoesNotExist() {
        String id = submit();
        String key = web.newKey("stranger@example.com", Role.BIDDER);
        for (String path : List.of("", "/history", "/logs")) {
            Answer answer =
                    web.send(web.anonymous("/api/v1/bids/" + id + path).header("X-API-Key", key));
            assertThat(answer.problem()).isEqualTo("not-found");
        }
        assertThat(
                        web.send(
                                        web.anonymous("/api/v1/bids/" + id)
                                                .header("X-API-Key", key)
                                                .DELETE())
                                .problem())
                .isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "00000000-0000-0000-0000-00000000000g"})
    void whatIsNoIdNamesNothing(String id) {
        assertThat(web.get("/api/v1/bids/" + id).problem()).isEqualTo("not-found");
    }

    @Test
    void cancellingAnswersByWhetherSomethingMustStopFirst() {
        String waiting = submit();
        Answer over = web.send(web.to("/api/v1/bids/" + waiting).DELETE());
        assertThat(over.status()).isEqualTo(200);
        assertThat(over.at("/status")).isEqualTo("CANCELLED");
        Answer again = web.send(web.to("/api/v1/bids/" + waiting).DELETE());
        assertThat(again.problem()).isEqualTo("conflict");
        assertThat(again.at("/currentStatus")).isEqualTo("CANCELLED");

        String running = submit();
        run(running);
        assertThat(web.send(web.to("/api/v1/bids/" + running).DELETE()).status()).isEqualTo(202);
    }

    @Test
    void aListIsPagedNewestFirstWithoutGapOrRepeat() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            submitted.addFirst(submit());
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = web.get("/api/v1/bids?limit=2" + cursor);
            page.json().at("/items").values().forEach(bid -> seen.add(bid.at("/id").asString()));
            cursor = page.json().at("/next").isNull() ? null : "&cursor=" + page.at("/next");
        } while (cursor != null);
        assertThat(seen).isEqualTo(submitted);
        assertThat(web.get("/api/v1/bids?status=RUNNING").json().at("/items")).isEmpty();
        assertThat(web.get("/api/v1/bids?pool=other").json().at("/items")).isEmpty();
    }

    @Test
    void everyWrongParameterIsToldAtOnce() {
        Answer answer = web.get("/api/v1/bids?limit=0&cursor=zzz&status=DEAD&pool=%00");
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(
                        answer.json().at("/errors").values().stream()
                                .map(error -> error.at("/parameter").asString()))
                .containsExactlyInAnyOrder("limit", "cursor", "status", "pool");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "1.5", "ten", "99999999999", ""})
    void limitsOutsideTheirBoundsAreRefused(String limit) {
        assertThat(web.get("/api/v1/bids?limit=" + limit).problem()).isEqualTo("invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bids:",
                "bids:not-an-id",
                "entries:12",
                "bids:1' or '1'='1",
                "BIDS:01900000-0000-7000-8000-000000000001"
            })
    void aTamperedCursorIsRefused(String content) {
        String cursor =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(content.getBytes(StandardCharsets.UTF_8));
        assertThat(web.get("/api/v1/bids?cursor=" + cursor).problem()).isEqualTo("invalid-request");
    }

    @Test
    void historyIsShown() {
        Answer answer = web.get("/api/v1/bids/" + submit() + "/history");
        assertThat(answer.at("/items/0/status")).isEqualTo("SUBMITTED");
        assertThat(answer.at("/items/0/reason/code")).isEqualTo("awaiting-capacity");
        assertThat(answer.at("/items/0/marketPrice/amount")).isEqualTo("0.01");
    }

    @Test
    void aLogIsPlainTextAndItsTailIsLines() {
        String id = submit();
        assertThat(web.get("/api/v1/bids/" + id + "/logs").text()).isEmpty();
        run(id);
        web.market().logs.add(tail("one\ntwo\nthree\n", false));
        Answer all = web.get("/api/v1/bids/" + id + "/logs");
        assertThat(all.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(all.text()).isEqualTo("one\ntwo\nthree\n");
        assertThat(web.get("/api/v1/bids/" + id + "/logs?tail=2").text()).isEqualTo("two\nthree\n");
        assertThat(web.get("/api/v1/bids/" + id + "/logs?tail=0").text()).isEmpty();
        assertThat(web.get("/api/v1/bids/" + id + "/logs?tail=x&follow=y").problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void aFollowedLogGoesOnUntilItIsComplete() {
        String id = submit();
        run(id);
        web.market().logs.add(tail("zero\none\n", false));
        web.market().logs.add(tail("zero\none\ntwo\n", false));
        web.market().logs.add(tail("two\nthree\n", true));
        assertThat(web.get("/api/v1/bids/" + id + "/logs?tail=1&follow=true").text())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void followingABidThatEndsWithoutRunningEnds() {
        String id = submit();
        web.market()
                .bids
                .computeIfPresent(
                        BidId.of(id),
                        (_, bid) ->
                                FakeBids.with(
                                        bid,
                                        BidStatus.EXPIRED,
                                        new Reason(
                                                ReasonCode.EXPIRED,
                                                "expired",
                                                FakeBids.NOW,
                                                null)));
        Answer answer = web.get("/api/v1/bids/" + id + "/logs?follow");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    private static LogTail tail(String text, boolean complete) {
        return new LogTail(text.getBytes(StandardCharsets.UTF_8), complete);
    }
}
