package dev.spotdock.web.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Tomcat refuses before any filter runs (an address or header that it cannot parse) as a
 * problem instead of a page. Made by Tomcat by its name.
 */
public class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemCode code = ProblemCode.ofStatus(status);
        // Nothing of the request is repeated: it is not known to be well-formed.
        String body =
                """
                {"type":"%s","title":"%s","status":%d,"instance":"","traceId":"%s"}\
                """
                        .formatted(code.urn(), code.title(), code.status(), request.getRequestId());
        try {
            response.setStatus(code.status());
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader(
                    "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("application/problem+json");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("The caller left before it was told of status {}", status, e);
        }
    }
}
