package dev.spotdock.web.webhook;

import dev.spotdock.web.webhook.CheckedNames.Lookup;
import dev.spotdock.web.webhook.CheckedNames.Refused;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Calls endpoints. Only what {@link AddressRules} lets is connected to; nothing is followed,
 * repeated, unpacked or remembered but connections; a call is over when its time is.
 */
@Component
class HookClient {

    private static final Logger log = LoggerFactory.getLogger(HookClient.class);

    private static final String USER_AGENT = "SpotDock-Webhooks/1";
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int BUFFER = 1_024;

    private final WebhookProperties settings;
    private final InstantSource clock;
    private final CheckedNames names;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    @Autowired
    HookClient(WebhookProperties settings, HookAddress addresses, InstantSource clock) {
        this(settings, addresses.rules(), InetAddress::getAllByName, clock);
    }

    HookClient(WebhookProperties settings, AddressRules rules, Lookup lookup, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.names =
                new CheckedNames(
                        lookup, rules, settings.connectTimeout(), settings.lookupsAtOnce());
        this.http = client(settings, names);
    }

    private static CloseableHttpClient client(WebhookProperties settings, CheckedNames names) {
        Timeout timeout = timeout(settings.timeout());
        Timeout connect = timeout(settings.connectTimeout());
        // No bound per route: who shares a host with a slow receiver is not to wait for it.
        PoolingHttpClientConnectionManager connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(settings.callsAtOnce())
                        .setMaxConnPerRoute(settings.callsAtOnce())
                        .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeout).build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(connect)
                                        .setSocketTimeout(timeout)
                                        .setTimeToLive(TimeValue.of(IDLE))
                                        .build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.of(IDLE))
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(connect)
                                .setResponseTimeout(timeout)
                                .setAuthenticationEnabled(false)
                                .setRedirectsEnabled(false)
                                .setProtocolUpgradeEnabled(false)
                                .build())
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }

    /** Makes a call and waits for its end, {@code spotdock.webhooks.timeout} at most. */
    Reply send(Call call) {
        long start = System.nanoTime();
        HttpPost request = request(call);
        Future<?> deadline =
                deadlines.schedule(
                        request::cancel, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        // Not with a handler: that reads answers to their end, however long they are.
        try {
            return answered(http.executeOpen(null, request, null), request, start);
        } catch (IOException | RuntimeException e) {
            return new Reply(null, null, told(e, request), since(start));
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost request(Call call) {
        var at = clock.instant();
        HttpPost request = new HttpPost(URI.create(call.url()));
        request.setHeader("webhook-id", call.eventId().toString());
        request.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        request.setHeader("webhook-signature", call.signatures(at));
        request.setEntity(new StringEntity(call.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    private Reply answered(ClassicHttpResponse response, HttpPost request, long start)
            throws IOException {
        try {
            Header retryAfter = response.getFirstHeader("Retry-After");
            Integer status = response.getCode();
            Duration pause =
                    RetryAfter.of(
                            retryAfter == null ? null : retryAfter.getValue(), clock.instant());
            if (!isShort(response)) {
                // Cuts the connection: to close the answer alone would read the rest of it.
                request.cancel();
            }
            return new Reply(status, pause, null, since(start));
        } finally {
            close(response);
        }
    }

    /**
     * Reads an answer to its end, if that comes soon, so that the connection can be used again. Its
     * content is nobody's business: whoever could read it could read what is behind an address that
     * is not his.
     */
    private boolean isShort(ClassicHttpResponse response) throws IOException {
        @Nullable HttpEntity entity = response.getEntity();
        if (entity == null) {
            return true;
        }
        byte[] buffer = new byte[BUFFER];
        InputStream content = entity.getContent();
        int left = settings.responseLimit();
        while (left > 0) {
            int read = content.read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return true;
            }
            left -= read;
        }
        return false;
    }

    /** What goes wrong now changes nothing of the answer. */
    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            log.debug("an answer was not closed: {}", e.toString());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Fixed words: an exception's own would tell what is in there, and addresses. */
    private String told(Exception e, HttpPost request) {
        if (request.isCancelled() || e instanceof java.net.SocketTimeoutException) {
            return "did not answer within %s".formatted(settings.timeout());
        }
        return switch (e) {
            case Refused _ -> "leads to an internal address, which is not called";
            case UnknownHostException _ -> "the host has no address, or it was not found in time";
            case ConnectException _ -> "could not be connected to";
            case SSLException _ -> "TLS failed: is the certificate valid for this host?";
            case IOException _ -> "closed the connection, or answered what is not HTTP";
            default -> "cannot be called";
        };
    }

    @PreDestroy
    void close() throws IOException {
        deadlines.shutdownNow();
        names.close();
        http.close();
    }
}
