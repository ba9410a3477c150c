package dev.spotdock.web;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Transactions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import redis.embedded.RedisServer;

/** The HTTP layer alone, on a real PostgreSQL and a real port, before a fake market. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            HibernateJpaAutoConfiguration.class,
            DataJpaRepositoriesAutoConfiguration.class,
            DataRedisAutoConfiguration.class
        },
        excludeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonServerActuatorAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonServerAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
            "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
            "org.axonframework.springboot.autoconfig.InfraConfiguration",
            "org.axonframework.springboot.autoconfig.InterceptorAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JpaAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration",
            "org.axonframework.springboot.autoconfig.MicrometerMetricsAutoConfiguration",
            "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.ObjectMapperAutoConfiguration",
            "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
            "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration"
        })
@ComponentScan("dev.spotdock.web")
@ConfigurationPropertiesScan("dev.spotdock.web")
public class WebApp {

    @Bean
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
        return new CuttableDataSource(postgres.getPostgresDatabase());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    @ConditionalOnProperty("test.redis")
    RedisServer redis() throws IOException {
        return TestRedis.create();
    }

    @Bean
    @ConditionalOnProperty("test.redis")
    LettuceConnectionFactory redisConnections(RedisServer redis) {
        return new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", redis.ports().getFirst()),
                LettuceClientConfiguration.builder().commandTimeout(Duration.ofSeconds(1)).build());
    }

    @Bean
    @ConditionalOnProperty("test.redis")
    StringRedisTemplate redisTemplate(LettuceConnectionFactory connections) {
        return new StringRedisTemplate(connections);
    }

    @Bean
    FakeMarket market() {
        return new FakeMarket();
    }

    @Bean
    FakeAuctions auctions(FakeMarket market) {
        return market.auctions;
    }

    @Bean
    RecordingGateway payments() {
        return new RecordingGateway();
    }

    @Bean
    QueryGateway queries(FakeMarket market) {
        var bus = SimpleQueryBus.builder().build();
        new AnnotationQueryHandlerAdapter<>(market).subscribe(bus);
        new AnnotationQueryHandlerAdapter<>(market.auctions).subscribe(bus);
        return DefaultQueryGateway.builder().queryBus(bus).build();
    }

    /** Ids that grow, so that a list's order is known. */
    @Bean
    Ids ids() {
        AtomicLong next = new AtomicLong();
        return () -> new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE + next.incrementAndGet());
    }

    @Bean
    ManualClock clock() {
        return new ManualClock();
    }

    /** No loop runs here by itself. */
    @Bean
    Waker waker() {
        return _ -> {};
    }

    @Bean
    Transactions transactions(TransactionTemplate template) {
        return new Transactions() {
            @Override
            public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
                return template.execute(_ -> work.get());
            }

            @Override
            public void rollbackOnly() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
