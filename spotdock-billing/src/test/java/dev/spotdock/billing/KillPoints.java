package dev.spotdock.billing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Names every moment of a transaction at which its process can die: before the first statement,
 * after each statement (which is before the next one), before the commit, and after the commit
 * before anything else is done.
 */
final class KillPoints {

    private static final Pattern TOUCHED =
            Pattern.compile("(insert into|update|delete from|from)\\s+([a-z_]+\\.[a-z_]+)");

    private final Consumer<String> reached;
    private volatile @Nullable String doing;

    /**
     * @param reached is told each point's name
     */
    KillPoints(Consumer<String> reached) {
        this.reached = reached;
    }

    /** What is being done from now on; null: nothing that matters. */
    void doing(@Nullable String what) {
        doing = what;
    }

    DataSource around(DataSource dataSource) {
        return proxy(
                DataSource.class,
                dataSource,
                (method, result) ->
                        result instanceof Connection connection ? around(connection) : result);
    }

    private Connection around(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        KillPoints.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) -> {
                            if (method.getName().equals("commit")) {
                                reach("before commit");
                            }
                            Object result = call(connection, method, arguments);
                            switch (method.getName()) {
                                case "setAutoCommit" -> {
                                    if (Boolean.FALSE.equals(arguments[0])) {
                                        reach("before the first statement");
                                    }
                                }
                                case "commit" -> reach("after commit");
                                default -> {}
                            }
                            return result instanceof PreparedStatement statement
                                    ? around(statement, (String) arguments[0])
                                    : result;
                        });
    }

    private PreparedStatement around(PreparedStatement statement, String sql) {
        return proxy(
                PreparedStatement.class,
                statement,
                (method, result) -> {
                    if (method.getName().startsWith("execute")) {
                        reach("after " + name(sql));
                    }
                    return result;
                });
    }

    /** What is done with the result of each call. */
    private interface Then {
        @Nullable Object apply(Method method, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Then then) {
        InvocationHandler handler =
                (self, method, arguments) -> then.apply(method, call(target, method, arguments));
        return type.cast(
                Proxy.newProxyInstance(
                        KillPoints.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(
            Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** "insert billing.transfer", "select billing.meter". */
    private static String name(String sql) {
        Matcher touched = TOUCHED.matcher(sql);
        if (!touched.find()) {
            return sql;
        }
        String verb =
                switch (touched.group(1)) {
                    case "from" -> "select";
                    case "insert into" -> "insert";
                    case "delete from" -> "delete";
                    default -> "update";
                };
        return verb + " " + touched.group(2);
    }

    private void reach(String point) {
        String what = doing;
        if (what != null) {
            reached.accept(what + ": " + point);
        }
    }
}
