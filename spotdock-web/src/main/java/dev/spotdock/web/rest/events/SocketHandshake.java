package dev.spotdock.web.rest.events;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.problem.ProblemWriter;
import dev.spotdock.web.security.ClientAddress;
import dev.spotdock.web.security.PassIssuer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.util.WebUtils;

/**
 * Looks at the request that asks for a socket. A browser adds its cookie whichever page asks, and
 * no cross-origin rule holds it back: so pages of other origins are refused here.
 */
@Component
class SocketHandshake implements HandshakeInterceptor {

    private static final String VISITOR = "visitor";

    private final PassIssuer passes;
    private final ProblemWriter problems;

    SocketHandshake(PassIssuer passes, ProblemWriter problems) {
        this.passes = passes;
        this.problems = problems;
    }

    /** What the request tells the socket. */
    static Visitor visitor(Map<String, Object> attributes) {
        return (Visitor) Objects.requireNonNull(attributes.get(VISITOR));
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        HttpServletRequest servlet = ((ServletServerHttpRequest) request).getServletRequest();
        Optional<Problem> refusal = refusal(request);
        if (refusal.isPresent()) {
            problems.write(
                    servlet,
                    ((ServletServerHttpResponse) response).getServletResponse(),
                    refusal.get());
            return false;
        }
        attributes.put(VISITOR, new Visitor(passes.of(servlet), ClientAddress.of(servlet)));
        return true;
    }

    private static Optional<Problem> refusal(ServerHttpRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
            return Optional.of(
                    Problem.of(
                                    ProblemCode.MALFORMED_REQUEST,
                                    "a WebSocket's handshake is expected here")
                            .header(HttpHeaders.UPGRADE, "websocket"));
        }
        return WebUtils.isSameOrigin(request)
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                ProblemCode.FORBIDDEN,
                                "pages of other origins may not open sockets here"));
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {
        // nothing to do
    }
}
