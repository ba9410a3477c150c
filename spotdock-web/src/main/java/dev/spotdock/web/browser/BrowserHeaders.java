package dev.spotdock.web.browser;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers what an answer may do, whoever answers: before every filter that may refuse.
 * Strict-Transport-Security comes from Spring Security, for requests that came by TLS.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BrowserHeaders extends OncePerRequestFilter {

    private static final String NOBODY_ELSE = "base-uri 'none'; frame-ancestors 'none'";

    /** Data, and downloads: nothing of it is a page. */
    private static final String DATA =
            "default-src 'none'; form-action 'none'; sandbox; " + NOBODY_ELSE;

    /** Pages of ours: scripts and styles are files of this server, none is inline. */
    private static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; "
                    + NOBODY_ELSE;

    /** Swagger UI styles its elements one by one, and draws icons from data. */
    private static final String SWAGGER =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
                    + " form-action 'none'; "
                    + NOBODY_ELSE;

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean data = path.startsWith("/api/");
        response.setHeader("Content-Security-Policy", policy(path, data));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (data) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        chain.doFilter(request, response);
    }

    private static String policy(String path, boolean data) {
        if (data) {
            return DATA;
        }
        return path.startsWith("/swagger-ui") ? SWAGGER : PAGE;
    }
}
