package dev.spotdock.web.problem;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.queryhandling.NoHandlerForQueryException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a broken dependency, which may be back soon, from a bug. */
public final class Outage {

    /** Bounds the walk; a chain of causes may have a loop. */
    private static final int DEPTH_MAX = 20;

    private Outage() {}

    /** Whether the failure or one of its causes says that PostgreSQL or Redis does not answer. */
    public static boolean isOutage(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            if (saysSo(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean saysSo(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException _ -> true; // Redis' connection failure as well
            case TransientDataAccessException _ -> true;
            case CannotCreateTransactionException _ -> true;
            case NoHandlerForCommandException _ -> true; // still starting, or stopping
            case NoHandlerForQueryException _ -> true;
            case ConnectException _ -> true;
            case SocketTimeoutException _ -> true;
            case SQLTransientException _ -> true; // no connection from the pool
            case SQLException sql -> passes(sql.getSQLState());
            default -> false;
        };
    }

    /** 08 connection, 53 resources, 57P0x shutdown; 40 and 25P03/4 lost races and timeouts. */
    private static boolean passes(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.startsWith("40")
                        || state.startsWith("25P03")
                        || state.startsWith("25P04"));
    }
}
