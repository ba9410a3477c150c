package dev.spotdock.web.problem;

import dev.spotdock.kernel.id.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Outermost but for the observation of latencies: gives every request its trace id, and turns what
 * other filters throw into a problem, as the advice does for controllers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class TraceFilter extends OncePerRequestFilter {

    private final Ids ids;
    private final ProblemWriter problems;

    TraceFilter(Ids ids, ProblemWriter problems) {
        this.ids = ids;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceId = TraceId.of(request, ids);
        response.setHeader(TraceId.HEADER, traceId);
        try (var _ = MDC.putCloseable(TraceId.MDC_KEY, traceId)) {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            problems.write(request, response, e);
        }
    }
}
