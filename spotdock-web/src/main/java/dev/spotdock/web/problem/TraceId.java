package dev.spotdock.web.problem;

import dev.spotdock.kernel.id.Ids;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.MDC;

/** Names a request in its answer and in the log. */
final class TraceId {

    /** Response header, and the key Micrometer tracing uses in the MDC is {@link #MDC_KEY}. */
    static final String HEADER = "X-Trace-Id";

    static final String MDC_KEY = "traceId";

    private static final String ATTRIBUTE = TraceId.class.getName();

    private TraceId() {}

    /** The request's, made at its first use: a tracer's if one is at work, else a new one. */
    static String of(HttpServletRequest request, Ids ids) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String traced = MDC.get(MDC_KEY);
        String id = traced != null ? traced : fresh(ids);
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** A new one, for what is no request. */
    static String fresh(Ids ids) {
        return ids.next().toString().replace("-", "");
    }
}
