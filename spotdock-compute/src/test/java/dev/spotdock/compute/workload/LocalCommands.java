package dev.spotdock.compute.workload;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds the handler of a command among the beans and calls it in a transaction. */
record LocalCommands(ApplicationContext context, TransactionTemplate transactions)
        implements Commands {

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the handler answers the command's type parameter
    public <R extends @Nullable Object> R send(Command<R> command) {
        return (R) transactions.execute(_ -> call(context, CommandHandler.class, command));
    }

    static @Nullable Object query(ApplicationContext context, Object query) {
        return call(context, QueryHandler.class, query);
    }

    private static @Nullable Object call(
            ApplicationContext context, Class<? extends Annotation> kind, Object message) {
        for (String name : context.getBeanDefinitionNames()) {
            Object bean = context.getBean(name);
            for (Method method : bean.getClass().getDeclaredMethods()) {
                if (method.isAnnotationPresent(kind)
                        && method.getParameterTypes()[0].equals(message.getClass())) {
                    return invoke(bean, method, message);
                }
            }
        }
        throw new IllegalStateException("nobody handles " + message.getClass());
    }

    private static @Nullable Object invoke(Object bean, Method method, Object message) {
        try {
            method.setAccessible(true);
            return method.invoke(bean, message);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
