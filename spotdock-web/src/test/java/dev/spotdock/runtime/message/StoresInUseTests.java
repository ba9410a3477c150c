package dev.spotdock.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;

class StoresInUseTests {

    @Test
    void refusesToStartOnAxonsDefaultsAndNamesEachOne() {
        Configuration defaults =
                DefaultConfigurer.defaultConfiguration(false)
                        .eventProcessing(processing -> {})
                        .configureSerializer(axon -> JacksonSerializer.defaultSerializer())
                        .buildConfiguration();
        StoresInUse stores = StoresInUse.of(defaults);
        assertThat(stores.wrong())
                .anyMatch(wrong -> wrong.contains("JdbcEventStorageEngine"))
                .anyMatch(wrong -> wrong.contains("JdbcTokenStore"))
                .anyMatch(wrong -> wrong.contains("JdbcSagaStore"))
                .anyMatch(wrong -> wrong.contains("JoiningTransactionManager"))
                .anyMatch(wrong -> wrong.startsWith("event serializer"));
        assertThatThrownBy(stores::expectPostgresOnly)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("JdbcTokenStore");
    }
}
