package dev.spotdock.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored must come back as it was: every event of the modules, and Axon's tokens. */
class StoredJsonTests {

    private final Jackson3Serializer serializer =
            Jackson3Serializer.builder().jsonMapperBuilderCustomizer(new KernelJson()).build();

    static Stream<Class<?>> events() throws IOException {
        return ModuleRecords.events().stream();
    }

    @Test
    void theModulesHaveEvents() throws IOException {
        assertThat(ModuleRecords.events()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventComesBackAsItWas(Class<?> event) {
        for (boolean nullsWhereAllowed : List.of(false, true)) {
            Object sample = ModuleRecords.sample(event, nullsWhereAllowed);
            assertThat(roundTrip(sample)).isEqualTo(sample);
        }
    }

    @Test
    void idsArePlainStringsAndMoneyIsWholeMicros() {
        UUID id = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
        assertThat(json(new BidId(id))).isEqualTo("\"0198c0de-0000-7000-8000-000000000001\"");
        assertThat(json(new Money(5_000_000))).isEqualTo("5000000");
    }

    @Test
    void tokensKeepTheirGaps() {
        TrackingToken token =
                GapAwareTrackingToken.newInstance(1_000_000, new TreeSet<>(List.of(17L, 999_999L)));
        assertThat(roundTrip(token)).isEqualTo(token);
        TrackingToken replay = ReplayToken.createReplayToken(token, EventProcessingSetup.START);
        assertThat(roundTrip(replay)).isEqualTo(replay);
        assertThat(roundTrip(EventProcessingSetup.START)).isEqualTo(EventProcessingSetup.START);
    }

    private Object roundTrip(Object value) {
        SerializedObject<byte[]> stored = serializer.serialize(value, byte[].class);
        return serializer.deserialize(stored);
    }

    private String json(Object value) {
        return serializer.serialize(value, String.class).getData();
    }
}
