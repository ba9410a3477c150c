package dev.spotdock.auctions.book;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The subscription to {@link PoolSignal}. */
@Configuration(proxyBeanMethods = false)
class BookConfiguration {

    @Bean
    RedisMessageListenerContainer bookSignals(RedisConnectionFactory redis, PoolSignal signal) {
        RedisMessageListenerContainer container = new RedisMessageListenerContainer();
        container.setConnectionFactory(redis);
        container.addMessageListener(signal, ChannelTopic.of(PoolSignal.CHANNEL));
        return container;
    }
}
