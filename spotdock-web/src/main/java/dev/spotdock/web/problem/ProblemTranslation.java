package dev.spotdock.web.problem;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;

/** What an exception means to the caller. */
final class ProblemTranslation {

    private static final String RETRY_SECONDS = "5";

    private ProblemTranslation() {}

    static Problem of(Throwable failure) {
        return switch (failure) {
            case Problem problem -> withRetry(problem);
            case AuthenticationException _ -> unauthenticated(failure.getMessage());
            case AccessDeniedException _ -> Problem.of(ProblemCode.FORBIDDEN, null);
            case HttpMessageNotReadableException _ ->
                    Problem.of(ProblemCode.MALFORMED_REQUEST, "the body cannot be read");
            case RequestRejectedException _ ->
                    Problem.of(ProblemCode.MALFORMED_REQUEST, "the address is not well-formed");
            case InvalidParameterException _ ->
                    Problem.of(ProblemCode.MALFORMED_REQUEST, "the query is not well-formed");
            case ErrorResponse error -> ofSpring(error);
            default ->
                    Outage.isOutage(failure)
                            ? withRetry(Problem.of(ProblemCode.UNAVAILABLE, null))
                            : Problem.of(ProblemCode.INTERNAL, null);
        };
    }

    private static Problem unauthenticated(@org.jspecify.annotations.Nullable String why) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, why)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"spotdock\"");
    }

    /** Spring MVC's own refusals: unknown path, wrong method, media types, missing parameters. */
    private static Problem ofSpring(ErrorResponse error) {
        ProblemCode code = ProblemCode.ofStatus(error.getStatusCode().value());
        String detail = code.status() < 500 ? error.getBody().getDetail() : null;
        Problem problem =
                code == ProblemCode.NOT_FOUND
                        ? Problem.notFound("there is nothing at this address")
                        : Problem.of(code, detail);
        return withRetry(problem.headers(error.getHeaders()));
    }

    private static Problem withRetry(Problem problem) {
        boolean retry =
                problem.code() == ProblemCode.UNAVAILABLE
                        || problem.code() == ProblemCode.RATE_LIMITED;
        return retry && !problem.headers().containsHeader(HttpHeaders.RETRY_AFTER)
                ? problem.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                : problem;
    }
}
