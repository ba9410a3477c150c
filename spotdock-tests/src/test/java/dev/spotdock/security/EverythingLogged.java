package dev.spotdock.security;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Turns every logger of this JVM to TRACE, as if somebody hunted a fault, and keeps the lines that
 * hold a secret. Closing puts all back.
 */
final class EverythingLogged implements AutoCloseable {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Level> before = new HashMap<>();
    private final Queue<String> betrayals = new ConcurrentLinkedQueue<>();
    private final AtomicLong lines = new AtomicLong();
    private final String secret;
    private final Listener listener = new Listener();
    private final Muted muted = new Muted();

    /**
     * Starts listening.
     *
     * @param quiet loggers that stay as they are
     */
    EverythingLogged(String secret, Set<String> quiet) {
        this.secret = secret;
        context.getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .filter(logger -> !quiet.contains(logger.getName()))
                .forEach(logger -> before.put(logger, logger.getLevel()));
        before.keySet().forEach(logger -> logger.setLevel(Level.TRACE));
        root.iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(muted));
        listener.setContext(context);
        listener.start();
        root.addAppender(listener);
    }

    /** Logger, level and line, shortened around the secret. */
    Queue<String> betrayals() {
        return betrayals;
    }

    long lines() {
        return lines.get();
    }

    @Override
    public void close() {
        root.detachAppender(listener);
        before.forEach(Logger::setLevel);
        muted.active = false;
    }

    /** The console would be buried. */
    private static final class Muted extends Filter<ILoggingEvent> {

        private volatile boolean active = true;

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return active && !event.getLevel().isGreaterOrEqual(Level.WARN)
                    ? FilterReply.DENY
                    : FilterReply.NEUTRAL;
        }
    }

    private final class Listener extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            lines.incrementAndGet();
            look(event, event.getFormattedMessage());
            event.getMDCPropertyMap().values().forEach(value -> look(event, value));
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                look(event, ThrowableProxyUtil.asString(thrown));
            }
        }

        private void look(ILoggingEvent event, @Nullable String text) {
            int at = Objects.requireNonNullElse(text, "").indexOf(secret);
            if (text != null && at >= 0) {
                betrayals.add(
                        "%s %s: …%s…"
                                .formatted(
                                        event.getLoggerName(),
                                        event.getLevel(),
                                        text.substring(
                                                Math.max(0, at - 80),
                                                Math.min(text.length(), at + 60))));
            }
        }
    }
}
