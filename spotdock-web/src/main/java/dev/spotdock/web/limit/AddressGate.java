package dev.spotdock.web.limit;

import dev.spotdock.web.security.ClientAddress;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before the security filters: an address that was refused too often is told so before its
 * credential is looked at, so that guessing costs no query. What is under way at once is charged
 * afterwards, and may go beyond the budget by as much.
 */
@Component
@Order(-110)
class AddressGate extends OncePerRequestFilter {

    private final Buckets buckets;
    private final Budget budget;

    AddressGate(Buckets buckets, LimitProperties settings) {
        this.buckets = buckets;
        this.budget = settings.refusedBudget();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Probes.isOne(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = ClientAddress.of(request);
        Use use = buckets.look(budget, address);
        use.tell(response);
        use.refuseUnlessGranted();
        chain.doFilter(request, response);
        int status = response.getStatus();
        if (status == HttpServletResponse.SC_UNAUTHORIZED
                || status == HttpServletResponse.SC_FORBIDDEN) {
            buckets.take(budget, address, 1);
        }
    }
}
