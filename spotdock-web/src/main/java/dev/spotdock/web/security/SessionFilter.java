package dev.spotdock.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows whoever has a session's cookie and no other credential. One that is over is taken away, and
 * its browser is nobody: it may log in again.
 */
final class SessionFilter extends OncePerRequestFilter {

    private final Sessions sessions;
    private final SessionCookies cookies;
    private final Doors doors;
    private final BriefQuestions questions;

    SessionFilter(
            Sessions sessions, SessionCookies cookies, Doors doors, BriefQuestions questions) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.doors = doors;
        this.questions = questions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> secret = SessionCookies.secret(request);
        if (secret.isPresent()) {
            questions
                    .ask(doors.isOffline(request), () -> sessions.find(secret.get()))
                    .ifPresentOrElse(SessionFilter::enter, () -> cookies.take(request, response));
        }
        chain.doFilter(request, response);
    }

    private static void enter(Account account) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(CallerAuthentication.proven(Caller.unconfined(account)));
        SecurityContextHolder.setContext(context);
    }
}
