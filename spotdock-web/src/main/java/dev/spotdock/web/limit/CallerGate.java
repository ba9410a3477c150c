package dev.spotdock.web.limit;

import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.ClientAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind the security filters: charges each request to its account, or to its address where there
 * is no credential. An account's keys share its budgets: more keys are not more.
 */
@Component
@Order(-90)
class CallerGate extends OncePerRequestFilter {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Buckets buckets;
    private final LimitProperties settings;

    CallerGate(Buckets buckets, LimitProperties settings) {
        this.buckets = buckets;
        this.settings = settings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Probes.isOne(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Payer payer = payer(request);
        payer.keepFor(request);
        payer.pay(buckets, 1, response);
        chain.doFilter(request, response);
    }

    private Payer payer(HttpServletRequest request) {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        if (known != null && known.getPrincipal() instanceof Caller caller) {
            return new Payer(
                    READS.contains(request.getMethod())
                            ? settings.readBudget()
                            : settings.writeBudget(),
                    caller.accountId().toString());
        }
        return new Payer(settings.anonymousBudget(), ClientAddress.of(request));
    }
}
