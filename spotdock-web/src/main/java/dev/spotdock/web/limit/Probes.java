package dev.spotdock.web.limit;

import jakarta.servlet.http.HttpServletRequest;

/** The addresses by which a platform asks whether the process is well: never refused. */
final class Probes {

    private Probes() {}

    static boolean isOne(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/livez")
                || path.equals("/readyz")
                || path.equals("/actuator/health")
                || path.startsWith("/actuator/health/");
    }
}
