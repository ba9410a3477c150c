package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.ListEntries.Entry;
import dev.spotdock.billing.ListEntries.Slice;
import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OtherTopicsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static Answer asOperator(String path, String body) {
        return web.send(web.asOperator(path).header("Content-Type", "application/json"), body);
    }

    @Test
    void aPoolIsShownWithItsProvider() {
        Answer pool = web.get("/api/v1/pools/default");
        assertThat(pool.at("/provider")).isEqualTo("simulated");
        assertThat(pool.at("/floorPrice/amount")).isEqualTo("0.01");
        assertThat(pool.at("/capacity/memory")).isEqualTo("32Gi");
        assertThat(pool.at("/minRun")).isEqualTo("PT1M");
        assertThat(web.get("/api/v1/pools").at("/items/0/name")).isEqualTo("default");
        assertThat(web.get("/api/v1/pools").json().at("/next").isNull()).isTrue();
        assertThat(web.get("/api/v1/pools/nowhere").problem()).isEqualTo("not-found");
        assertThat(web.get("/api/v1/pools/nowhere/book").problem()).isEqualTo("not-found");
        assertThat(web.get("/api/v1/pools?cursor=x&limit=y").problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void theBookShowsLevels() {
        Answer book = web.get("/api/v1/pools/default/book?limit=5");
        assertThat(book.at("/levels/0/unitPrice/amount")).isEqualTo("1.5");
        assertThat(book.at("/levels/0/milliSlots")).isEqualTo("4000");
    }

    @Test
    void theWalletIsShown() {
        Answer wallet = web.get("/api/v1/wallet");
        assertThat(wallet.at("/balance/amount")).isEqualTo("100");
        assertThat(wallet.at("/held/amount")).isEqualTo("0.05");
        assertThat(wallet.at("/available/amount")).isEqualTo("99.95");
        assertThat(wallet.at("/burnRate/amount")).isEqualTo("3");
        assertThat(wallet.at("/burnRate/per")).isEqualTo("hour");
        assertThat(wallet.json().at("/emptyAt").isNull()).isTrue();
    }

    @Test
    void entriesShowTheirArithmeticAndArePaged() {
        for (long position = 3; position >= 1; position--) {
            web.market().entries.add(charge(position));
        }
        Answer first = web.get("/api/v1/wallet/entries?limit=2");
        assertThat(first.json().at("/items")).hasSize(2);
        assertThat(first.at("/items/0/amount/amount")).isEqualTo("-0.008333");
        assertThat(first.at("/items/0/arithmetic/milliseconds")).isEqualTo("10000");
        assertThat(first.at("/items/0/arithmetic/ratePerHourMicros")).isEqualTo("3000000");
        Answer second = web.get("/api/v1/wallet/entries?limit=2&cursor=" + first.at("/next"));
        assertThat(second.json().at("/items")).hasSize(1);
        assertThat(second.json().at("/next").isNull()).isTrue();
    }

    @Test
    void anEntryWithoutABidHasNoFieldsOfOne() {
        web.market()
                .entries
                .add(
                        new Entry(
                                1,
                                FakeBids.NOW,
                                "deposit",
                                Money.ofMicros(100),
                                Money.ofMicros(100),
                                null,
                                null,
                                null));
        assertThat(web.get("/api/v1/wallet/entries").text())
                .doesNotContain("bidId")
                .doesNotContain("arithmetic");
    }

    @Test
    void entriesAreATableTooReadPageByPage() {
        for (long position = 2_001; position >= 1; position--) {
            web.market().entries.add(charge(position));
        }
        Answer answer = web.send(web.to("/api/v1/wallet/entries").header("Accept", "text/csv"));
        assertThat(answer.header("Content-Type")).startsWith("text/csv").contains("header=present");
        assertThat(answer.text().lines())
                .hasSize(2_002)
                .startsWith(
                        "at,kind,amount,balance,currency,bid,allocation,slice,from,to,milliseconds,"
                                + "ratePerHourMicros,sliceAmount",
                        "2026-11-21T10:00:00.123Z,charge,-0.008333,1,USD,%s,%s,2001,"
                                        .formatted(new UUID(1, 1), new UUID(1, 2))
                                + "2026-11-21T10:00:00.123Z,2026-11-21T10:00:10.123Z,10000,3000000,"
                                + "0.008333");
        Answer few =
                web.send(web.to("/api/v1/wallet/entries?limit=7").header("Accept", "text/csv"));
        assertThat(few.text().lines()).hasSize(8);
        assertThat(
                        web.send(
                                        web.to("/api/v1/wallet/entries?limit=0")
                                                .header("Accept", "text/csv"))
                                .problem())
                .isEqualTo("invalid-request");
    }

    private static Entry charge(long position) {
        return new Entry(
                position,
                FakeBids.NOW,
                "charge",
                Money.ofMicros(-8333),
                Money.ofMicros(1_000_000),
                new BidId(new UUID(1, 1)),
                new AllocationId(new UUID(1, 2)),
                new Slice(
                        (int) position,
                        FakeBids.NOW,
                        FakeBids.NOW.plusSeconds(10),
                        3_000_000,
                        Money.ofMicros(8333)));
    }

    @Test
    void anOperatorDeposits() {
        String path = "/api/v1/wallets/" + web.get("/api/v1/me").at("/id") + "/deposits";
        Answer receipt =
                asOperator(path, "{\"amount\": {\"amount\": \"25.00\"}, \"reference\": \"r1\"}");
        assertThat(receipt.status()).isEqualTo(201);
        assertThat(receipt.at("/amount/amount")).isEqualTo("25");
        Answer used =
                asOperator(path, "{\"amount\": {\"amount\": \"25.00\"}, \"reference\": \"used\"}");
        assertThat(used.problem()).isEqualTo("conflict");
        Answer wrong =
                asOperator(
                        path,
                        "{\"amount\": {\"amount\": \"0\", \"currency\": \"EUR\"}, \"reference\":"
                                + " \" \", \"x\": 1}");
        assertThat(wrong.json().at("/errors")).hasSize(4);
        assertThat(asOperator("/api/v1/wallets/x/deposits", "{}").problem()).isEqualTo("not-found");
        assertThat(
                        asOperator(
                                        path,
                                        "{\"amount\": {\"amount\": \"1000000001\"}, \"reference\":"
                                                + " \"r2\"}")
                                .problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void anOperatorSeesAndAddsNodes() {
        Answer nodes = web.send(web.asOperator("/api/v1/nodes"));
        assertThat(nodes.at("/items/0/name")).isEqualTo("sim-1");
        assertThat(nodes.at("/items/0/used/cpu")).isEqualTo("500m");
        assertThat(nodes.at("/items/0/schedulable")).isEqualTo("true");
        Answer added =
                asOperator(
                        "/api/v1/nodes",
                        "{\"name\": \"sim-5\", \"pool\": \"default\", \"resources\": {\"cpu\":"
                                + " \"8\", \"memory\": \"32Gi\"}}");
        assertThat(added.status()).isEqualTo(201);
        assertThat(web.market().commands).singleElement().isInstanceOf(AddSimulatedNode.class);
        assertThat(
                        asOperator(
                                        "/api/v1/nodes",
                                        "{\"name\": \"sim-1\", \"resources\": {\"cpu\": \"8\","
                                                + " \"memory\": \"32Gi\"}}")
                                .problem())
                .isEqualTo("conflict");
        assertThat(
                        asOperator(
                                        "/api/v1/nodes",
                                        "{\"name\": \"Sim 5\", \"pool\": \"nowhere\", \"resources\":"
                                                + " {\"cpu\": \"0\"}, \"y\": 0}")
                                .json()
                                .at("/errors"))
                .hasSize(5);
    }
}
