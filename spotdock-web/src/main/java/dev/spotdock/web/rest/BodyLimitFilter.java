package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies over 64 KiB, by their declared length or, where none is declared, as soon as more
 * has come, and those that take too long to come. Behind the security filters: who has no key is
 * told that first.
 */
@Component
@Order(0)
class BodyLimitFilter extends OncePerRequestFilter {

    static final int BYTES_MAX = 64 * 1024;

    private final Duration within;

    BodyLimitFilter(BoundsProperties settings) {
        this.within = settings.bodyWithin();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > BYTES_MAX) {
            throw tooLarge();
        }
        chain.doFilter(new Limited(request, within), response);
    }

    private static Problem tooLarge() {
        return Problem.of(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "expected a body of at most %d bytes".formatted(BYTES_MAX));
    }

    private static Problem tooLate(Duration within) {
        return Problem.of(
                        ProblemCode.REQUEST_TIMEOUT,
                        "expected the whole body within %d ms".formatted(within.toMillis()))
                .header(HttpHeaders.CONNECTION, "close");
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final Duration within;

        Limited(HttpServletRequest request, Duration within) {
            super(request);
            this.within = within;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream(), within);
        }
    }

    private static final class Counting extends ServletInputStream {

        private final ServletInputStream source;
        private final Duration within;
        private final long began = System.nanoTime();
        private int count;

        Counting(ServletInputStream source, Duration within) {
            this.source = source;
            this.within = within;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int got = source.read(into, offset, length);
                count(Math.max(got, 0));
                return got;
            } catch (IOException e) {
                boolean silent =
                        e instanceof SocketTimeoutException
                                || e.getCause() instanceof SocketTimeoutException;
                if (silent) {
                    throw tooLate(within);
                }
                throw e;
            }
        }

        private void count(int more) {
            count += more;
            if (count > BYTES_MAX) {
                throw tooLarge();
            }
            if (System.nanoTime() - began > within.toNanos()) {
                throw tooLate(within);
            }
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
