package dev.spotdock.web.rest;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Asks the modules and waits. What a handler throws is thrown here. */
@Component
public class Ask {

    private final QueryGateway queries;

    Ask(QueryGateway queries) {
        this.queries = queries;
    }

    /** One read record, if there is one. */
    public <T> Optional<T> one(Object query, Class<T> type) {
        return join(queries.query(query, ResponseTypes.optionalInstanceOf(type)));
    }

    /** All read records, in the order that the query promises. */
    public <T> List<T> many(Object query, Class<T> type) {
        return join(queries.query(query, ResponseTypes.multipleInstancesOf(type)));
    }

    private static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
