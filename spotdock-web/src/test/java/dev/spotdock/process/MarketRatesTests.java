package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.ListRates;
import dev.spotdock.billing.Rates;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;

class MarketRatesTests {

    private static final AllocationId ALLOCATION = new AllocationId(new UUID(0, 1));
    private static final Instant FROM = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant UNTIL = FROM.plusSeconds(10);

    private final Market market = new Market();
    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
    private final MarketRates rates =
            new MarketRates(DefaultQueryGateway.builder().queryBus(bus).build());

    static final class Market {
        private final List<ListRates> asked = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        @QueryHandler
        ListRates.Rates answer(ListRates query) {
            asked.add(query);
            threads.add(Thread.currentThread());
            return new ListRates.Rates(
                    Map.of(
                            ALLOCATION,
                            List.of(
                                    new ListRates.Step(FROM, 5),
                                    new ListRates.Step(FROM.plusSeconds(3), 7))),
                    UNTIL);
        }
    }

    private Rates.Known ask() {
        return rates.over(List.of(new Rates.Stretch(ALLOCATION, FROM, UNTIL)));
    }

    @Test
    void asksTheMarketOnTheCallersThread() {
        new AnnotationQueryHandlerAdapter<>(market).subscribe(bus);
        assertThat(ask())
                .isEqualTo(
                        new Rates.Known(
                                Map.of(
                                        ALLOCATION,
                                        List.of(
                                                new Rates.Step(FROM, 5),
                                                new Rates.Step(FROM.plusSeconds(3), 7))),
                                UNTIL));
        assertThat(market.asked)
                .containsExactly(
                        new ListRates(List.of(new ListRates.Stretch(ALLOCATION, FROM, UNTIL))));
        assertThat(market.threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aMarketThatDoesNotAnswerIsAFailureAndNotAFreeRun() {
        assertThatThrownBy(this::ask).isInstanceOf(RuntimeException.class);
    }
}
