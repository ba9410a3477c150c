package dev.spotdock.auctions;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.responsetypes.ResponseType;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One instance of the module against real servers, and the words in which tests speak to it. */
public final class Market implements AutoCloseable {

    public static final AccountId OWNER = new AccountId(new UUID(7, 7));

    private static final ResponseType<List<ListBookLevels.Level>> LEVELS =
            ResponseTypes.multipleInstancesOf(ListBookLevels.Level.class);

    private static final Market SHARED = start();

    private final ConfigurableApplicationContext context;
    private int projected;

    private Market(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The one that most tests use, emptied. */
    public static Market fresh() {
        SHARED.reset();
        return SHARED;
    }

    /** Another instance on the same servers. */
    public static Market start(String... properties) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(MarketApplication.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                "spring.datasource.url=" + Servers.jdbcUrl(),
                                "spring.data.redis.port=" + Servers.redisPort(),
                                "spring.jpa.hibernate.ddl-auto=validate",
                                "spring.jpa.properties.hibernate.jdbc.batch_size=100",
                                "spring.main.banner-mode=off",
                                "logging.level.root=warn",
                                // One account submits thousands here; OpenBidsTests has its own.
                                "spotdock.auctions.quota.open-bids=1000000",
                                "spotdock.pools.dear.pricing=pay-as-bid",
                                "spotdock.pools.dear.floor-price=1")
                        .properties(properties)
                        .run();
        MarketApplication.subscribe(context);
        return new Market(context);
    }

    private void reset() {
        jdbc().sql(
                        """
                        truncate auctions.repricing, auctions.eviction_notice, auctions.nomination,
                            auctions.bid_transition, auctions.allocation, auctions.bid,
                            auctions.offer, auctions.pool_lease, auctions.book, auctions.price_tick,
                            auctions.lot_intake, auctions.lot_bid, auctions.lot_loss,
                            auctions.lot_instance, auctions.barred_bidder, auctions.capacity_pin,
                            auctions.vehicle, auctions.auction, auctions.lot, auctions.lot_default,
                            auctions.vehicle_transfer
                        """)
                .update();
        forgetLeases();
        flushRedis();
        events().committed.clear();
        projected = 0;
        funding().reset();
        at(MarketApplication.START);
    }

    /** As a stop does. */
    private void forgetLeases() {
        SmartLifecycle lease = (SmartLifecycle) context.getBean("poolLease");
        lease.stop();
        lease.start();
    }

    /** Loses all of Redis. */
    public void flushRedis() {
        try (var connection = bean(RedisConnectionFactory.class).getConnection()) {
            connection.serverCommands().flushAll();
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public RecordedEvents events() {
        return bean(RecordedEvents.class);
    }

    public RecordingFunding funding() {
        return bean(RecordingFunding.class);
    }

    public Instant now() {
        return time().get();
    }

    public void at(Instant instant) {
        time().set(instant);
    }

    public void pass(Duration duration) {
        time().updateAndGet(now -> now.plus(duration));
    }

    @SuppressWarnings("unchecked")
    private AtomicReference<Instant> time() {
        return (AtomicReference<Instant>) context.getBean("time");
    }

    public <R> R send(Command<R> command) {
        return bean(Commands.class).send(command);
    }

    public UUID id() {
        return bean(Ids.class).next();
    }

    public void node(String name, long cpuMillis, long memoryMiB) {
        node("default", name, cpuMillis, memoryMiB);
    }

    public void node(String pool, String name, long cpuMillis, long memoryMiB) {
        send(new OfferCapacity(name, pool, new Resources(cpuMillis, memoryMiB, 0), true));
    }

    /** A bid for one vCPU and 2 GiB, one slot, at 1.00 an hour. */
    public SubmitBid oneSlot() {
        return new SubmitBid(
                new BidId(id()),
                OWNER,
                "default",
                new Resources(1000, 2048, 0),
                new Price(1_000_000, Per.HOUR),
                new ContainerSpec("busybox:1.37", List.of("sleep", "5"), Map.of("A", "b=c")),
                null,
                null,
                OnEviction.REQUEUE,
                null,
                null,
                90,
                null,
                now());
    }

    /** Gives the events that were committed since the last call to the book, as one batch. */
    public void project() {
        // Others may be committing: a sublist of what grows is refused.
        List<Object> events = List.copyOf(events().committed);
        List<Object> fresh = events.subList(projected, events.size());
        project(fresh);
        projected += fresh.size();
    }

    /** Gives the book a batch of events, which may have had them before. */
    public void project(List<?> events) {
        AnnotationEventHandlerAdapter book =
                new AnnotationEventHandlerAdapter(context.getBean("bookProjection"));
        new TransactionTemplate(bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> events.forEach(event -> handle(book, event)));
    }

    @SuppressWarnings("CheckedExceptionNotThrown")
    private static void handle(AnnotationEventHandlerAdapter handler, Object event) {
        try {
            handler.handle(GenericEventMessage.asEventMessage(event));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Projects, then runs a loop once. */
    public void run(String loop) {
        project();
        runOnly(loop);
    }

    /** Runs a loop once. */
    public void runOnly(String loop) {
        context.getBeansOfType(Loop.class).values().stream()
                .filter(bean -> bean.name().equals(loop))
                .findFirst()
                .orElseThrow()
                .runOnce(now());
    }

    /** No node is used beyond what its live allocations take, nor beyond its capacity. */
    public void noNodeIsExceeded() {
        List<?> wrong =
                jdbc().sql(
                                """
                                select o.node from auctions.offer o
                                left join auctions.allocation a
                                  on a.node = o.node and a.ended_at is null
                                group by o.node
                                having o.used_cpu_millis <> coalesce(sum(a.cpu_millis), 0)
                                    or o.used_memory_mib <> coalesce(sum(a.memory_mib), 0)
                                    or o.used_cpu_millis > o.capacity_cpu_millis
                                    or o.used_memory_mib > o.capacity_memory_mib
                                """)
                        .query(String.class)
                        .list();
        if (!wrong.isEmpty()) {
            throw new AssertionError("nodes exceeded or miscounted: " + wrong);
        }
    }

    /** The depth of a pool's book, as anybody sees it. */
    @SuppressWarnings("unchecked")
    public List<ListBookLevels.Level> levels(String pool) {
        try {
            return (List<ListBookLevels.Level>)
                    new AnnotationQueryHandlerAdapter<>(context.getBean("bookQueries"))
                            .handle(
                                    new GenericQueryMessage<>(
                                            new ListBookLevels(pool, 10), LEVELS));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String sql) {
        return jdbc().sql("select count(*) from auctions." + sql).query(Long.class).single();
    }

    public BidDetails accepted(SubmitBid command) {
        if (send(command) instanceof Outcome.Done<BidDetails, BidRejection>(var bid)) {
            return bid;
        }
        throw new AssertionError("refused: " + command);
    }

    public BidDetails accepted() {
        return accepted(oneSlot());
    }

    public BidDetails accepted(UnaryOperator<BidForm> changes) {
        return accepted(changes.apply(new BidForm(oneSlot())).bid());
    }

    @Override
    public void close() {
        context.close();
    }
}
