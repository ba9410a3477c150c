package dev.spotdock.web.security;

import dev.spotdock.web.security.AccessTable.Who;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down what operators do as operators, before it is done: what cannot be written down is not
 * done. Behind the doors.
 */
final class OperatorActions extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(OperatorActions.class);

    private static final int SUBJECT_MAX = 200;

    private final Doors doors;
    private final AuditLog audit;

    OperatorActions(Doors doors, AuditLog audit) {
        this.doors = doors;
        this.audit = audit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                || HttpMethod.HEAD.matches(request.getMethod())
                || doors.rule(request).filter(rule -> rule.who() == Who.OPERATOR).isEmpty();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller =
                Doors.caller(SecurityContextHolder.getContext().getAuthentication());
        String address = request.getRequestURI();
        long id =
                audit.record(
                        new AuditEvent(
                                "operator-action",
                                caller.map(Caller::accountId).orElse(null),
                                address.substring(0, Math.min(address.length(), SUBJECT_MAX)),
                                request.getMethod(),
                                "begun"));
        String result = "failed";
        try {
            chain.doFilter(request, response);
            result = Integer.toString(response.getStatus());
        } finally {
            finish(id, result);
        }
    }

    /** What was done cannot be undone any more. */
    private void finish(long id, String result) {
        try {
            audit.finish(id, result);
        } catch (DataAccessException e) {
            log.warn("how operator action {} ended is not in the audit log: {}", id, e.toString());
        }
    }
}
