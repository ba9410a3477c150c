package dev.spotdock.runtime.message;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.InstallationId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.money.Money;
import java.util.UUID;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * How events, sagas and tokens are written: ids as plain strings, money as whole micro-units, and
 * otherwise fields only, so that a query method never becomes part of a stored event.
 */
@Component
final class KernelJson implements Jackson3SerializerCustomizer {

    @Override
    public void accept(JsonMapper.Builder mapper) {
        mapper.changeDefaultVisibility(visibility ->
                        visibility
                                .withFieldVisibility(Visibility.ANY)
                                .withGetterVisibility(Visibility.NONE)
                                .withIsGetterVisibility(Visibility.NONE))
                .polymorphicTypeValidator(
                        // tokens that wrap others name their class
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType("org.axonframework.eventhandling.")
                                .build())
                .addMixIn(AccountId.class, IdAsText.class)
                .addMixIn(AllocationId.class, IdAsText.class)
                .addMixIn(AuctionId.class, IdAsText.class)
                .addMixIn(BidId.class, IdAsText.class)
                .addMixIn(InstallationId.class, IdAsText.class)
                .addMixIn(LotId.class, IdAsText.class)
                .addMixIn(ReservationId.class, IdAsText.class)
                .addMixIn(VehicleId.class, IdAsText.class)
                .addMixIn(Money.class, MoneyAsMicros.class);
    }

    @SuppressWarnings("unused") // read by Jackson
    private abstract static class IdAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IdAsText(UUID value) {}

        @JsonValue
        abstract UUID value();
    }

    @SuppressWarnings("unused") // read by Jackson
    private abstract static class MoneyAsMicros {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        MoneyAsMicros(long micros) {}

        @JsonValue
        abstract long micros();
    }
}
