package dev.spotdock.web.problem;

import dev.spotdock.kernel.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where problems are written: for controllers, filters and the container alike, and
 * whatever the request accepts. Counts them as {@code spotdock.web.refused} by code.
 */
@Component
public class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private final JsonMapper json;
    private final Ids ids;
    private final MeterRegistry meters;

    ProblemWriter(JsonMapper json, Ids ids, MeterRegistry meters) {
        this.json = json;
        this.ids = ids;
        this.meters = meters;
    }

    /** Answers with what the failure means to the caller; a bug is logged and shows no detail. */
    public void write(HttpServletRequest request, HttpServletResponse response, Throwable failure)
            throws IOException {
        Problem problem = meaning(request.getMethod() + " " + request.getRequestURI(), failure);
        write(request, response, problem, request.getRequestURI());
    }

    /** What a failure means to the caller; a bug is logged. */
    private static Problem meaning(String what, Throwable failure) {
        Problem problem = ProblemTranslation.of(failure);
        if (problem.code() == ProblemCode.INTERNAL) {
            log.error("{} failed", what, failure);
        } else if (problem.code() == ProblemCode.UNAVAILABLE) {
            log.warn("{}: {}", what, failure.toString());
        }
        return problem;
    }

    /** The same for what is answered in another way than by an HTTP response. */
    public Told tell(String instance, Throwable failure) {
        Problem problem = meaning(instance, failure);
        count(problem);
        return new Told(problem.code(), ProblemBody.of(problem, instance, TraceId.fresh(ids)));
    }

    /** A problem to be told in another way than by an HTTP response. */
    public record Told(ProblemCode code, ProblemBody body) {}

    private void count(Problem problem) {
        meters.counter("spotdock.web.refused", "code", problem.code().wireName()).increment();
    }

    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Problem problem,
            String instance)
            throws IOException {
        count(problem);
        if (response.isCommitted()) {
            return;
        }
        String traceId = TraceId.of(request, ids);
        byte[] body = json.writeValueAsBytes(ProblemBody.of(problem, instance, traceId));
        response.resetBuffer();
        response.setStatus(problem.code().status());
        problem.headers()
                .forEach((name, values) -> values.forEach(v -> response.addHeader(name, v)));
        response.setHeader(TraceId.HEADER, traceId);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
