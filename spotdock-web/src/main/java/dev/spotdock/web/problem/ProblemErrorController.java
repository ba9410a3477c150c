package dev.spotdock.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the servlet container refuses, or what slipped past the advice, as a problem too. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {

    private final ProblemWriter problems;

    ProblemErrorController(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object instance = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ProblemCode code =
                status instanceof Integer number
                        ? ProblemCode.ofStatus(number)
                        : ProblemCode.NOT_FOUND; // somebody asked for this address itself
        problems.write(
                request,
                response,
                Problem.of(code, null),
                instance instanceof String uri ? uri : request.getRequestURI());
    }
}
