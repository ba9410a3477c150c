package dev.spotdock.fuzz;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this process logs while it is open: message, failure, and the fields beside them. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    CapturedLog() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    /**
     * One entry.
     *
     * @param ofRequest while a request was being answered
     */
    record Line(boolean ofRequest, String text) {}

    @Override
    protected void append(ILoggingEvent event) {
        String failure =
                event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy());
        lines.add(
                new Line(
                        event.getMDCPropertyMap().containsKey("traceId"),
                        event.getFormattedMessage() + event.getMDCPropertyMap() + failure));
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
