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
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads the credential, if there is one, and lets nobody with a wrong one pass. */
final class KeyFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final AuthenticationManager authenticator;
    private final AuthenticationEntryPoint refusal;

    KeyFilter(AuthenticationManager authenticator, AuthenticationEntryPoint refusal) {
        this.authenticator = authenticator;
        this.refusal = refusal;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional<KeyText> key = presented(request);
            if (key.isPresent()) {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(
                        authenticator.authenticate(KeyAuthentication.presented(key.get())));
                SecurityContextHolder.setContext(context);
            }
        } catch (AuthenticationException e) {
            refusal.commence(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private static Optional<KeyText> presented(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        String header = request.getHeader("X-API-Key");
        if (authorization == null) {
            return Optional.ofNullable(header).map(KeyFilter::key);
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new BadCredentialsException("expected \"Authorization: Bearer <key>\"");
        }
        String bearer = authorization.substring(BEARER.length()).strip();
        if (differs(header, bearer)) {
            throw new BadCredentialsException("expected one credential, but there are two");
        }
        return Optional.of(key(bearer));
    }

    private static boolean differs(@Nullable String header, String bearer) {
        return header != null && !header.strip().equals(bearer);
    }

    private static KeyText key(String text) {
        if (text.isBlank() || text.length() > KeyText.LENGTH_MAX) {
            throw new BadCredentialsException("the key is not valid");
        }
        return new KeyText(text.strip());
    }
}
