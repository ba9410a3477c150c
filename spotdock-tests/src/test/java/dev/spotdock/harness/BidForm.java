package dev.spotdock.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of {@code POST /api/v1/bids}, built up by what a test cares about. */
public final class BidForm {

    private final Map<String, Object> body = new LinkedHashMap<>();

    private BidForm() {}

    /** One small bid: 500m, 64Mi, at most 0.06 per minute. */
    public static BidForm of(String image, String... command) {
        BidForm form = new BidForm();
        form.body.put("pool", "default");
        form.body.put("container", Map.of("image", image, "command", List.of(command)));
        return form.resources("500m", "64Mi").maxPrice("0.06", "minute");
    }

    /** A small bid that sleeps. */
    public static BidForm sleeping(Duration time) {
        return of("busybox:1.37", "sleep", String.valueOf(time.toSeconds()));
    }

    public BidForm resources(String cpu, String memory) {
        return with("resources", Map.of("cpu", cpu, "memory", memory));
    }

    public BidForm maxPrice(String amount, String per) {
        return with("maxPrice", Map.of("amount", amount, "currency", "USD", "per", per));
    }

    public BidForm pool(String name) {
        return with("pool", name);
    }

    public BidForm validFor(Duration time) {
        return with("validFor", time.toString());
    }

    public BidForm maxRuntime(Duration time) {
        return with("maxRuntime", time.toString());
    }

    public BidForm budget(String amount) {
        return with("budget", Map.of("amount", amount, "currency", "USD"));
    }

    /** In capacity that was won, instead of the market's at a price. */
    public BidForm reserved(String reservation) {
        body.remove("pool");
        body.remove("maxPrice");
        return with("reservation", reservation);
    }

    public BidForm with(String field, Object value) {
        body.put(field, value);
        return this;
    }

    /** The request body. */
    public Map<String, Object> json() {
        return body;
    }
}
