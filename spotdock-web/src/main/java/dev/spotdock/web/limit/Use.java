package dev.spotdock.web.limit;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * What became of a request's wish for a part of a budget.
 *
 * @param cost what was wished for
 * @param granted whether there was enough; if not, nothing was taken
 * @param left what is left now
 * @param enoughIn when there will be enough; zero if granted
 * @param fullIn when the budget will be full
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit
 *     header fields for HTTP</a>
 */
record Use(
        Budget budget, long cost, boolean granted, long left, Duration enoughIn, Duration fullIn) {

    static Use of(Budget budget, long cost, ConsumptionProbe probe) {
        return new Use(
                budget,
                cost,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Of a request that may be charged 1 afterwards: what would be left then. */
    static Use of(Budget budget, EstimationProbe probe) {
        boolean fits = probe.canBeConsumed();
        return before(
                budget,
                fits,
                probe.getRemainingTokens() - (fits ? 1 : 0),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** The same, where nothing was charged lately. */
    static Use first(Budget budget) {
        return before(budget, true, budget.requests() - 1, Duration.ZERO);
    }

    private static Use before(Budget budget, boolean granted, long left, Duration enoughIn) {
        long missing = budget.requests() - left;
        return new Use(
                budget,
                1,
                granted,
                left,
                enoughIn,
                budget.window().multipliedBy(missing).dividedBy(budget.requests()));
    }

    /** Tells of it in the answer's headers, in place of what they said before. */
    void tell(HttpServletResponse response) {
        response.setHeader(
                "RateLimit-Policy",
                '"'
                        + budget.name()
                        + "\";q="
                        + budget.requests()
                        + ";w="
                        + seconds(budget.window()));
        response.setHeader(
                "RateLimit",
                '"' + budget.name() + "\";r=" + Math.max(0, left) + ";t=" + seconds(fullIn));
    }

    /**
     * Goes on only if it was granted.
     *
     * @throws Problem {@code rate-limited}
     */
    void refuseUnlessGranted() {
        if (granted) {
            return;
        }
        long wait = Math.max(1, seconds(enoughIn));
        throw Problem.of(
                        ProblemCode.RATE_LIMITED,
                        ("expected at most %d requests %s in %d s, but %d are left and this one"
                                        + " needs %d: wait %d s, and then send fewer at a time")
                                .formatted(
                                        budget.requests(),
                                        budget.whose(),
                                        seconds(budget.window()),
                                        left,
                                        cost,
                                        wait))
                .with("policy", budget.name())
                .with("limit", budget.requests())
                .with("left", left)
                .with("cost", cost)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(wait));
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
