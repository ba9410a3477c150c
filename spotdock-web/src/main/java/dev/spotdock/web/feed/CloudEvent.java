package dev.spotdock.web.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * An event in the JSON format of CloudEvents 1.0, with the extensions {@code sequence} and {@code
 * partitionkey}.
 */
@Schema(name = "CloudEvent")
public record CloudEvent(
        @Schema(allowableValues = "1.0") String specversion,
        @Schema(description = "the same whenever the event is told again, on any channel") UUID id,
        @Schema(example = "/spotdock") String source,
        @Schema(example = "bid.matched") String type,
        @Schema(description = "what it is about: an id, or a name") String subject,
        Instant time,
        @Schema(allowableValues = "application/json") String datacontenttype,
        @Schema(example = "/schemas/bid.matched.json") String dataschema,
        @Schema(description = "its position in the feed", example = "4711") String sequence,
        @Schema(description = "events of the same key are told in order") String partitionkey,
        @JsonRawValue @Schema(implementation = Object.class, description = "see dataschema")
                String data) {

    /** As every channel tells it. */
    public static CloudEvent of(StoredEvent event) {
        EventType type = event.type();
        return new CloudEvent(
                "1.0",
                event.id(),
                "/spotdock",
                type.wireName(),
                event.subject(),
                event.at(),
                "application/json",
                type.schemaPath(),
                Long.toString(event.position()),
                event.key(),
                event.data());
    }
}
