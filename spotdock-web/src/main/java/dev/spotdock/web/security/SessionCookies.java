package dev.spotdock.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/**
 * The two cookies of a browser that has logged in: one that no script can read says who it is, and
 * one that only this site's scripts can read, repeated in a header, that one of its own pages asks.
 * The prefix {@code __Host-} makes browsers refuse them from other hosts, other paths and without
 * TLS (they count {@code localhost} as secure).
 */
@Component
public class SessionCookies {

    static final String SESSION = "__Host-spotdock-session";
    static final String CSRF = "__Host-spotdock-csrf";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String LOGIN = "/api/v1/session";

    private final CookieCsrfTokenRepository csrf = new CookieCsrfTokenRepository();
    private final InstantSource clock;

    SessionCookies(InstantSource clock) {
        this.clock = clock;
        csrf.setCookieName(CSRF);
        csrf.setHeaderName(CSRF_HEADER);
        csrf.setCookiePath("/");
        csrf.setCookieCustomizer(cookie -> cookie.secure(true).httpOnly(false).sameSite("Strict"));
    }

    CookieCsrfTokenRepository csrfTokens() {
        return csrf;
    }

    /** Gives a browser its session, and a new token against forged requests. */
    public void give(
            Sessions.Started session, HttpServletRequest request, HttpServletResponse response) {
        Duration lifetime = Duration.between(clock.instant(), session.expiresAt());
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(session.secret(), lifetime));
        CsrfToken token = csrf.generateToken(request);
        csrf.saveToken(token, request, response);
    }

    /** Takes both from it. */
    public void take(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
        csrf.saveToken(null, request, response);
    }

    private static String cookie(String value, Duration lifetime) {
        return ResponseCookie.from(SESSION, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Strict")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    /** The session's secret that a request carries and that counts: a header goes before it. */
    public static Optional<String> secret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getHeader("X-API-Key") != null) {
            return Optional.empty();
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(SESSION))
                .map(Cookie::getValue)
                .filter(value -> value.length() <= Credential.LENGTH_MAX)
                .findFirst();
    }

    /**
     * Whether a request must prove that one of this site's pages sends it: it changes something,
     * and a browser has added the credential by itself. A login proves itself by its password and
     * is no form that another site's page could send: it is JSON.
     */
    static boolean mustProveItsPage(HttpServletRequest request) {
        boolean login = request.getMethod().equals("POST") && request.getRequestURI().equals(LOGIN);
        return !READS.contains(request.getMethod()) && !login && secret(request).isPresent();
    }
}
