package dev.spotdock.bench;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a fast order book of one dimension does: exchange-core's own, without its pipeline, adds an
 * order that rests and cancels it, beside as many others as run in a trace-sized market. No sizes
 * of three resources, no nodes, nobody to stop: it bounds what is possible, it is no rival.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
public class ExchangeOrders {

    private static final int UID = 1;
    private static final int PRICES = 1000;
    private static final int LOWEST = 10_000;

    private final IOrderBook book =
            new OrderBookDirectImpl(
                    CoreSymbolSpecification.builder()
                            .symbolId(1)
                            .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                            .baseCurrency(1)
                            .quoteCurrency(2)
                            .baseScaleK(1)
                            .quoteScaleK(1)
                            .build(),
                    ObjectsPool.createDefaultTestPool(),
                    OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                    LoggingConfiguration.DEFAULT);

    private final Random random = new Random(1);
    private final int[] prices = random.ints(1 << 12, 0, PRICES).map(p -> LOWEST + p).toArray();
    private long id;

    /** Fills the book. */
    @Setup
    public void fill() {
        for (int i = 0; i < TracePool.ALLOCATIONS; i++) {
            add();
        }
    }

    private void add() {
        long price = prices[(int) (++id % prices.length)];
        book.newOrder(
                OrderCommand.newOrder(
                        OrderType.GTC, id, UID, price, price, 1 + id % 100, OrderAction.BID));
    }

    /** One order comes and goes. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public CommandResultCode addAndCancel() {
        add();
        CommandResultCode result = book.cancelOrder(OrderCommand.cancel(id, UID));
        if (result != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("expected SUCCESS, but it is " + result);
        }
        return result;
    }
}
