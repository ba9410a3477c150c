package dev.spotdock.web.security;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** What Spring Security refuses, as a problem. */
@Component
class ProblemDoor implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private final ProblemWriter problems;
    private final Doors doors;

    ProblemDoor(ProblemWriter problems, Doors doors) {
        this.problems = problems;
        this.doors = doors;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException {
        boolean nothing = failure instanceof InsufficientAuthenticationException;
        problems.write(
                request,
                response,
                nothing
                        ? new InsufficientAuthenticationException(
                                "send \"Authorization: Bearer <key or token>\" or \"X-API-Key:"
                                        + " <key>\"")
                        : failure);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        if (failure instanceof CsrfException) {
            problems.write(request, response, forged());
            return;
        }
        var known = SecurityContextHolder.getContext().getAuthentication();
        problems.write(request, response, doors.refusal(request, Doors.caller(known)));
    }

    private static Problem forged() {
        return Problem.of(
                ProblemCode.FORBIDDEN,
                "with a session's cookie, changes need the value of the cookie %s as the header %s"
                        .formatted(SessionCookies.CSRF, SessionCookies.CSRF_HEADER));
    }

    @Override
    public void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            RequestRejectedException failure)
            throws IOException {
        problems.write(request, response, failure);
    }
}
