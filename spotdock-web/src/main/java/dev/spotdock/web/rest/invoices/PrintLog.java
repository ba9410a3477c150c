package dev.spotdock.web.rest.invoices;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLogger;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The renderer's messages: warnings are ours, the rest is its chatter. */
final class PrintLog implements XRLogger {

    private static final Logger LOG = LoggerFactory.getLogger(PrintLog.class);

    @Override
    public void log(String where, Level level, String message) {
        if (isOurs(level)) {
            LOG.warn("{}: {}", where, message);
        } else {
            LOG.debug("{}: {}", where, message);
        }
    }

    @Override
    public void log(String where, Level level, String message, Throwable cause) {
        if (isOurs(level)) {
            LOG.warn("{}: {}", where, message, cause);
        } else {
            LOG.debug("{}: {}", where, message, cause);
        }
    }

    @Override
    public void setLevel(String logger, Level level) {
        // SLF4J's configuration decides
    }

    @Override
    public boolean isLogLevelEnabled(Diagnostic diagnostic) {
        return isOurs(diagnostic.getLevel()) || LOG.isDebugEnabled();
    }

    private static boolean isOurs(Level level) {
        return level.intValue() >= Level.WARNING.intValue();
    }
}
