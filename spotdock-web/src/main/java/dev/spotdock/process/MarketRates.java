package dev.spotdock.process;

import dev.spotdock.auctions.ListRates;
import dev.spotdock.billing.Rates;
import dev.spotdock.kernel.id.AllocationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Billing's rates, told by the market: the query is answered on the caller's thread. */
@Component
class MarketRates implements Rates {

    private final QueryGateway queries;

    /** Lazy, because handlers that ask are made before the bus. */
    MarketRates(@Lazy QueryGateway queries) {
        this.queries = queries;
    }

    @Override
    public Known over(List<Stretch> stretches) {
        ListRates.Rates rates =
                queries.query(
                                new ListRates(stretches.stream().map(MarketRates::asked).toList()),
                                ResponseTypes.instanceOf(ListRates.Rates.class))
                        .join();
        Map<AllocationId, List<Step>> steps = new HashMap<>();
        rates.steps().forEach((id, known) -> steps.put(id, told(known)));
        return new Known(steps, rates.completeUntil());
    }

    private static ListRates.Stretch asked(Stretch stretch) {
        return new ListRates.Stretch(stretch.allocationId(), stretch.from(), stretch.until());
    }

    private static List<Step> told(List<ListRates.Step> steps) {
        return steps.stream().map(step -> new Step(step.from(), step.ratePerHourMicros())).toList();
    }
}
