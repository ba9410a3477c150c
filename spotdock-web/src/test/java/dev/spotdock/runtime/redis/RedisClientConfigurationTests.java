package dev.spotdock.runtime.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import org.junit.jupiter.api.Test;

class RedisClientConfigurationTests {

    @Test
    void commandsAreRefusedWhileRedisIsAwayAndNeverQueueWithoutBound() {
        ClientOptions.Builder builder = ClientOptions.builder();
        new RedisClientConfiguration().failFast(new RedisProperties(10)).customize(builder);
        ClientOptions options = builder.build();
        assertThat(options.getDisconnectedBehavior())
                .isEqualTo(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
        assertThat(options.getRequestQueueSize()).isEqualTo(10);
        assertThat(options.getTimeoutOptions().isTimeoutCommands()).isTrue();
    }
}
