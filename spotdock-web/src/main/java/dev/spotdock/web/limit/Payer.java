package dev.spotdock.web.limit;

import dev.spotdock.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Whose budget a request is charged to. */
record Payer(Budget budget, String owner) {

    private static final String ATTRIBUTE = Payer.class.getName();

    void keepFor(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    static Optional<Payer> of(HttpServletRequest request) {
        return Optional.ofNullable((Payer) request.getAttribute(ATTRIBUTE));
    }

    /**
     * Charges, and tells of it in the answer.
     *
     * @throws Problem {@code rate-limited} if the budget does not suffice
     */
    void pay(Buckets buckets, long cost, HttpServletResponse response) {
        Use use = buckets.take(budget, owner, cost);
        use.tell(response);
        use.refuseUnlessGranted();
    }
}
