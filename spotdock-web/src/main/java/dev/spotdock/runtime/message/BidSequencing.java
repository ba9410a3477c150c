package dev.spotdock.runtime.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Which events must be handled one after the other where a processor has several segments: those of
 * one bid, and all that concern no bid.
 */
final class BidSequencing implements SequencingPolicy<EventMessage<?>> {

    private static final Object NO_BID = "no bid";

    private final ClassValue<Optional<Method>> bidIds =
            new ClassValue<>() {
                @Override
                protected Optional<Method> computeValue(Class<?> type) {
                    try {
                        return Optional.of(type.getMethod("bidId"));
                    } catch (NoSuchMethodException noBid) {
                        return Optional.empty();
                    }
                }
            };

    @Override
    public Object getSequenceIdentifierFor(EventMessage<?> event) {
        Object bidId =
                bidIds.get(event.getPayloadType())
                        .map(method -> bidId(method, event.getPayload()))
                        .orElse(null);
        return bidId == null ? NO_BID : bidId;
    }

    private static @Nullable Object bidId(Method method, @Nullable Object payload) {
        try {
            return method.invoke(payload);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read %s".formatted(method), e);
        }
    }
}
