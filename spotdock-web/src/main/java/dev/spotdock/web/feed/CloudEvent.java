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

    public static final String SPEC = "1.0";
    public static final String SOURCE = "/spotdock";
    public static final String JSON = "application/json";

    /** What all events of SpotDock have in common is added. */
    public static CloudEvent of(
            long position,
            EventType type,
            UUID id,
            String subject,
            String key,
            Instant at,
            String data) {
        return new CloudEvent(
                SPEC,
                id,
                SOURCE,
                type.wireName(),
                subject,
                at,
                JSON,
                type.schemaPath(),
                Long.toString(position),
                key,
                data);
    }
}
