package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.Market;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.message.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Drains of an instance, some of which die on the way. */
public final class AbandonedDrain {

    /** Where an instance dies. */
    public enum Point {
        NOWHERE,
        AFTER_READ,
        BEFORE_COMMIT,
        BEFORE_TRIM
    }

    /** It died: nothing that the drain does about failures happens. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1;

        private Death(Point point) {
            super("died " + point);
        }
    }

    private AbandonedDrain() {}

    /** A drain of the market's instance that dies there, again and again. */
    public static Loop at(Point point, Market market) {
        LotBidLog log =
                (LotBidLog)
                        Proxy.newProxyInstance(
                                LotBidLog.class.getClassLoader(),
                                new Class<?>[] {LotBidLog.class},
                                (_, method, arguments) -> call(market, point, method, arguments));
        Events events =
                told -> {
                    market.events().publish(told);
                    dieAt(Point.BEFORE_COMMIT, point);
                };
        LotProperties properties = market.bean(LotProperties.class);
        LotBidStore store =
                new LotBidStore(
                        market.bean(JdbcClient.class),
                        events,
                        market.bean(LotLosses.class),
                        properties);
        return new LotDrain(
                log,
                store,
                market.bean(LotRows.class),
                market.bean(UndrainedLots.class),
                market.bean(Transactions.class),
                properties);
    }

    private static @Nullable Object call(
            Market market, Point point, Method method, @Nullable Object[] arguments)
            throws Throwable {
        if (method.getName().equals("trim")) {
            dieAt(Point.BEFORE_TRIM, point);
        }
        try {
            Object answer = method.invoke(market.bean(LotBidLog.class), arguments);
            if (method.getName().equals("read") && arguments[0] instanceof Collection<?>) {
                dieAt(Point.AFTER_READ, point);
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void dieAt(Point here, Point point) {
        if (here == point) {
            throw new Death(point);
        }
    }
}
