package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.SpotDockClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** What a seller does with timed auctions, over HTTP. */
public final class Sales {

    private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    private static final String VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final SpotDockClient seller;

    public Sales(SpotDockClient seller) {
        this.seller = seller;
    }

    /** Sales of an account that becomes a seller with this. */
    public static Sales of(SpotDockClient account, SpotDockClient operator) {
        Answer changed =
                operator.patch(
                        "/api/v1/accounts/" + account.accountId(),
                        Map.of("roles", List.of("bidder", "seller")),
                        "*");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        return new Sales(account);
    }

    /** A VIN that no other test has, with its check digit. */
    public static String vin() {
        StringBuilder vin = new StringBuilder("1TEST000" + "0");
        int rest = NUMBER.incrementAndGet();
        for (int i = 0; i < 4; i++) {
            vin.append(VIN_LETTERS.charAt(rest % VIN_LETTERS.length()));
            rest /= VIN_LETTERS.length();
        }
        vin.append("%04d".formatted(ProcessHandle.current().pid() % 10_000));
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (VALUES.indexOf(vin.charAt(i)) % 10);
        }
        vin.setCharAt(8, "0123456789X".charAt(sum % 11));
        return vin.toString();
    }

    private static Map<String, String> amount(String amount) {
        return Map.of("amount", amount);
    }

    /** Something new at that list; its id. */
    public String made(String path, Map<String, ?> body) {
        Answer answer = seller.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body().path("id").asString();
    }

    public String vehicle() {
        return made(
                "/api/v1/vehicles",
                Map.of("vin", vin(), "make", "Test", "model", "T", "year", 2020, "mileageKm", 10));
    }

    /** An auction without lots that starts in an hour, of that length. */
    public String draft(Duration length) {
        Instant start = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        return auction(start, start.plus(length));
    }

    /** An auction without lots. */
    public String auction(Instant start, Instant end) {
        return made(
                "/api/v1/auctions",
                Map.of(
                        "title",
                        "Sale " + NUMBER.incrementAndGet(),
                        "startsAt",
                        start.toString(),
                        "endsAt",
                        end.toString()));
    }

    /** A lot of a new vehicle: from 100 by 10, 500 buys it at once. */
    public String lot(String auction) {
        Map<String, Object> lot = new LinkedHashMap<>();
        lot.put("item", Map.of("vehicleId", vehicle()));
        lot.put("startingPrice", amount("100"));
        lot.put("increment", amount("10"));
        lot.put("buyNowPrice", amount("500"));
        return made("/api/v1/auctions/" + auction + "/lots", lot);
    }

    /** Moves an auction on: schedule, open, close, cancel. */
    public Answer move(String auction, String step) {
        return seller.post("/api/v1/auctions/" + auction + "/" + step, "{}");
    }

    /** Schedules an auction and opens it before its time, until its lots take bids. */
    public void open(String auction) {
        for (String step : List.of("schedule", "open")) {
            Answer moved = move(auction, step);
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        }
        Awaitility.await("lots are open")
                .atMost(SpotDockClient.PATIENCE)
                .until(() ->
                        seller.get("/api/v1/auctions/" + auction + "/lots")
                                .body()
                                .path("items")
                                .valueStream()
                                .allMatch(lot -> lot.path("state").asString().equals("OPEN")));
    }

    /** A lot that takes bids for an hour, of an auction of its own. */
    public String openLot() {
        String auction = draft(Duration.ofHours(1));
        String lot = lot(auction);
        open(auction);
        return lot;
    }

    /** Waits until the lot is in that state. */
    public JsonNode await(String lot, String state) {
        return Awaitility.await("lot %s is %s".formatted(lot, state))
                .atMost(SpotDockClient.PATIENCE)
                .until(() -> lotNow(lot), now -> now.path("state").asString().equals(state));
    }

    public JsonNode lotNow(String lot) {
        Answer answer = seller.get("/api/v1/lots/" + lot);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.body();
    }
}
