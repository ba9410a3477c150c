package dev.spotdock.web.rest.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.Invoice;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.FakeInvoices;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InvoicesTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String INVOICES = "/api/v1/invoices";

    private static AccountId me() {
        return new AccountId(UUID.fromString(web.get("/api/v1/me").at("/id")));
    }

    /** The demo account's, with so many lines. */
    private static String issued(long number, int lines) {
        Invoice invoice = FakeInvoices.issued(me(), number, lines);
        web.market().invoices.addFirst(invoice);
        web.market().invoiceLines.clear();
        web.market().invoiceLines.addAll(FakeInvoices.lines(lines));
        return INVOICES + "/" + Objects.requireNonNull(invoice.issue()).id();
    }

    private static Answer as(String mediaType, String path) {
        return web.send(web.to(path).header("Accept", mediaType));
    }

    @Test
    void invoicesAreListedNewestFirst() {
        issued(1, 1);
        issued(2, 1);
        issued(3, 1);
        Answer first = web.get(INVOICES + "?limit=2");
        assertThat(first.json().at("/items").findValuesAsString("number"))
                .containsExactly("INV-000003", "INV-000002");
        Answer second = web.get(INVOICES + "?limit=2&cursor=" + first.at("/next"));
        assertThat(second.json().at("/items").findValuesAsString("number"))
                .containsExactly("INV-000001");
        assertThat(second.json().at("/next").isNull()).isTrue();
        JsonNode item = second.json().at("/items/0");
        assertThat(item.has("lines")).isFalse();
        assertThat(item.at("/total/amount").asString()).isEqualTo("1234567.25");
        assertThat(item.at("/period/to").asString()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(item.at("/state").asString()).isEqualTo("issued");
    }

    @Test
    void anInvoiceShowsItsLinesWithTheirArithmetic() {
        Answer answer = web.get(issued(7, 10));
        assertThat(answer.at("/number")).isEqualTo("INV-000007");
        assertThat(answer.at("/issuedAt")).isEqualTo("2026-12-01T01:00:00Z");
        assertThat(answer.json().at("/lines")).hasSize(10);
        assertThat(answer.json().has("moreLines")).isFalse();
        JsonNode line = answer.json().at("/lines/1");
        assertThat(line.at("/kind").asString()).isEqualTo("usage");
        assertThat(line.at("/milliseconds").asLong()).isEqualTo(30_123);
        assertThat(line.at("/ratePerHourMicros").asLong()).isEqualTo(627_432_000);
        assertThat(line.at("/carried").asLong()).isEqualTo(3_599_998);
        assertThat(line.at("/amount/amount").asString()).isEqualTo("5.250037");
        assertThat(line.at("/effect/amount").asString()).isEqualTo("-5.250037");
        assertThat(line.at("/correction").asBoolean()).isFalse();
        assertThat(answer.json().at("/lines/0/correction").asBoolean()).isTrue();
        assertThat(answer.json().at("/lines/8/reversed").asBoolean()).isTrue();
        assertThat(answer.at("/lines/9/kind")).isEqualTo("refund");
        assertThat(answer.at("/lines/9/effect/amount")).isEqualTo("5.250037");
    }

    @Test
    void linesBeyondTheFirstThousandAreElsewhere() {
        Answer answer = web.get(issued(1, 1_030));
        assertThat(answer.json().at("/lines")).hasSize(1_000);
        Answer more = web.get(answer.at("/moreLines") + "&limit=20");
        assertThat(more.json().at("/items")).hasSize(20);
        assertThat(more.at("/items/0/from"))
                .isEqualTo(web.market().invoiceLines.get(1_000).place().from().toString());
        Answer rest =
                web.get(
                        answer.at("/moreLines").replaceAll("cursor=.*", "cursor=")
                                + more.at("/next"));
        assertThat(rest.json().at("/items")).hasSize(10);
        assertThat(rest.json().at("/next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BUYER, purchase, 100, 0, 100, '', -100",
        "SELLER, sale, 5, 100, -95, 5, 95",
    })
    void aSaleShowsItsArithmeticAndTheFeeToTheSellerAlone(
            Invoice.Side side,
            String kind,
            String usage,
            String refunds,
            String total,
            String fee,
            String effect) {
        Invoice invoice = FakeInvoices.sale(me(), side, 8);
        web.market().invoices.addFirst(invoice);
        String path = INVOICES + "/" + Objects.requireNonNull(invoice.issue()).id();
        Answer answer = web.get(path);
        assertThat(answer.at("/kind")).isEqualTo(kind);
        assertThat(answer.at("/usage/amount")).isEqualTo(usage);
        assertThat(answer.at("/refunds/amount")).isEqualTo(refunds);
        assertThat(answer.at("/total/amount")).isEqualTo(total);
        assertThat(answer.at("/sale/price/amount")).isEqualTo("100");
        assertThat(answer.json().at("/sale/fee/amount").asString("")).isEqualTo(fee);
        assertThat(answer.json().at("/lines")).isEmpty();
        assertThat(as("text/csv", path).text().lines())
                .containsExactly(
                        "invoice,kind,reference,at,item,price,fee,effect,currency",
                        "INV-000008,"
                                + kind
                                + ",00000000-0000-0001-0000-000000000002,2026-12-01T00:00:00Z,"
                                + "\"1HGCM82633A004352, \"\"Honda\"\" <Accord>, 2003\",100,"
                                + fee
                                + ","
                                + effect
                                + ",USD");
    }

    @Test
    void theRunningStatementHasNoNumber() {
        web.market().invoices.add(FakeInvoices.running(me(), 1));
        web.market().invoiceLines.addAll(FakeInvoices.lines(1));
        Answer answer = web.get(INVOICES + "/current");
        assertThat(answer.at("/state")).isEqualTo("open");
        assertThat(answer.json().has("number")).isFalse();
        assertThat(answer.json().has("issuedAt")).isFalse();
        assertThat(answer.json().at("/lines")).hasSize(1);
        assertThat(web.get(INVOICES + "/current/lines").json().at("/items")).hasSize(1);
        assertThat(as("text/csv", INVOICES + "/current").header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"statement-2026-11.csv\"");
        assertThat(web.get(INVOICES).json().at("/items")).isEmpty();
    }

    @Test
    void theTableHasAllLinesReadPageByPage() {
        Answer answer = as("text/csv", issued(7, 2_001));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv").contains("header=present");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"INV-000007.csv\"");
        List<String> rows = answer.text().lines().toList();
        assertThat(rows).hasSize(2_002);
        assertThat(rows.get(0))
                .isEqualTo(
                        "invoice,kind,reversed,correction,bid,allocation,slice,from,to,milliseconds,"
                                + "ratePerHourMicros,carried,amount,charged,effect,currency");
        assertThat(rows.get(2))
                .isEqualTo(
                        "INV-000007,usage,false,false,01900000-0000-7000-8000-000000000000,"
                                + "01900000-0000-7001-8000-000000000000,2,2026-11-01T00:00:10Z,"
                                + "2026-11-01T00:00:40.123Z,30123,627432000,3599998,5.250037,"
                                + "5.250037,-5.250037,USD");
        assertThat(web.market().linesAsked).containsExactly(1_000, 1_000, 1_000);
    }

    @Test
    void somebodyElsesInvoicesAreNotFound() {
        String mine = issued(1, 1);
        String other = web.newKey("other-%d@example.org".formatted(System.nanoTime()), Role.BIDDER);
        for (String path :
                new String[] {
                    mine,
                    mine + "/lines",
                    INVOICES + "/" + UUID.randomUUID(),
                    INVOICES + "/yesterday",
                    INVOICES + "/current",
                    INVOICES + "?accountId=" + me(),
                    INVOICES + "/current?accountId=" + me()
                }) {
            for (String type : new String[] {"application/json", "text/csv", "application/pdf"}) {
                Answer answer =
                        web.send(
                                web.anonymous(path)
                                        .header("X-API-Key", other)
                                        .header("Accept", type));
                if (answer.status() != 406) { // lists are JSON
                    assertThat(answer.problem()).as(path + " " + type).isEqualTo("not-found");
                }
            }
        }
        assertThat(web.send(web.anonymous(mine)).problem()).isEqualTo("unauthenticated");
        assertThat(web.send(web.asOperator(mine)).at("/number")).isEqualTo("INV-000001");
        assertThat(web.send(web.asOperator(INVOICES + "?accountId=" + me())).json().at("/items"))
                .hasSize(1);
        assertThat(web.send(web.asOperator(INVOICES)).json().at("/items")).isEmpty();
    }

    @Test
    void otherMediaTypesAreNotAcceptable() {
        String invoice = issued(1, 1);
        assertThat(as("image/png", invoice).problem()).isEqualTo("not-acceptable");
        assertThat(as("application/pdf", INVOICES).problem()).isEqualTo("not-acceptable");
        assertThat(as("*/*", invoice).header("Content-Type")).isEqualTo("application/json");
        assertThat(as("application/pdf, application/json;q=0.5", invoice).header("Content-Type"))
                .isEqualTo("application/pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a/b/1/1/true",
                "00000000-0000-0000-0000-000000000001/00000000-0000-0000-0000-000000000001/99999999999999999/1/true",
                "00000000-0000-0000-0000-000000000001/00000000-0000-0000-0000-000000000001/-1/1/true",
                "00000000-0000-0000-0000-000000000001/00000000-0000-0000-0000-000000000001/1/99999999999/true"
            })
    void aForgedCursorIsRefused(String position) {
        String cursor =
                java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                ("invoice-lines:" + position)
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String lines = issued(1, 1) + "/lines?cursor=" + cursor;
        assertThat(web.get(lines).problem()).isEqualTo("invalid-request");
        assertThat(web.get(lines + "&limit=101").json().at("/errors")).hasSize(2);
        assertThat(web.get(INVOICES + "?cursor=" + cursor).problem()).isEqualTo("invalid-request");
    }
}
