package dev.spotdock.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the credential, if there is one, and lets nobody with a wrong one pass. */
final class CredentialFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final AuthenticationManager authenticator;
    private final AuthenticationEntryPoint refusal;
    private final AuditLog audit;
    private final Doors doors;

    CredentialFilter(
            AuthenticationManager authenticator,
            AuthenticationEntryPoint refusal,
            AuditLog audit,
            Doors doors) {
        this.authenticator = authenticator;
        this.refusal = refusal;
        this.audit = audit;
        this.doors = doors;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<Credential> credential = presented(request);
            if (credential.isPresent()) {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(proven(credential.get(), doors.isOffline(request)));
                SecurityContextHolder.setContext(context);
            }
        } catch (AuthenticationException e) {
            refusal.commence(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private Authentication proven(Credential credential, boolean offline) {
        try {
            return authenticator.authenticate(
                    offline
                            ? CallerAuthentication.presentedOffline(credential)
                            : CallerAuthentication.presented(credential));
        } catch (AuthenticationException e) {
            AuditEvent.refusalOf(credential).ifPresent(audit::recordRefusal);
            throw e;
        }
    }

    /**
     * The credential in a request's headers.
     *
     * @throws BadCredentialsException if there are two, or something else
     */
    static Optional<Credential> presented(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String header = request.getHeader("X-API-Key");
        if (authorization == null) {
            return Optional.ofNullable(header).map(CredentialFilter::credential);
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new BadCredentialsException("expected \"Authorization: Bearer <key or token>\"");
        }
        String bearer = authorization.substring(BEARER.length()).strip();
        if (differs(header, bearer)) {
            throw new BadCredentialsException("expected one credential, but there are two");
        }
        return Optional.of(credential(bearer));
    }

    private static boolean differs(@Nullable String header, String bearer) {
        return header != null && !header.strip().equals(bearer);
    }

    private static Credential credential(String text) {
        if (text.isBlank() || text.length() > Credential.LENGTH_MAX) {
            throw new BadCredentialsException("the credential is not valid");
        }
        return new Credential(text.strip());
    }
}
