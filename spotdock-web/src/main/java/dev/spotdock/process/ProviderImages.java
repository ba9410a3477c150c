package dev.spotdock.process;

import dev.spotdock.auctions.ImageRules;
import dev.spotdock.compute.ListImageObjections;
import dev.spotdock.compute.ListImageObjections.Objection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The market's word on images is compute's; the query is answered on the caller's thread. */
@Component
class ProviderImages implements ImageRules {

    private final QueryGateway queries;

    /** Lazy, because handlers that ask are made before the bus. */
    ProviderImages(@Lazy QueryGateway queries) {
        this.queries = queries;
    }

    @Override
    public Map<String, String> objections(Set<String> images) {
        return queries
                .query(
                        new ListImageObjections(List.copyOf(images)),
                        ResponseTypes.multipleInstancesOf(Objection.class))
                .join()
                .stream()
                .collect(Collectors.toMap(Objection::image, Objection::message));
    }
}
