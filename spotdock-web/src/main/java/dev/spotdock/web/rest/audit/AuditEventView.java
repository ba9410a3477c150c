package dev.spotdock.web.rest.audit;

import dev.spotdock.web.security.AuditTrail.Entry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened. */
@Schema(name = "AuditEvent")
record AuditEventView(
        long id,
        Instant at,
        @Schema(example = "login") String type,
        @Schema(description = "who did it; null: nobody who is known") @Nullable UUID accountId,
        @Schema(description = "to whom or what") @Nullable String subject,
        @Nullable String detail,
        @Schema(
                        example = "refused",
                        description = "done, refused, throttled, begun, failed, or an HTTP status")
                String result,
        @Schema(description = "where the request came from; null: this process")
                @Nullable String address,
        @Nullable String traceId) {

    static AuditEventView of(Entry entry) {
        return new AuditEventView(
                entry.id(),
                entry.at(),
                entry.type(),
                entry.accountId() == null ? null : entry.accountId().value(),
                entry.subject(),
                entry.detail(),
                entry.result(),
                entry.address(),
                entry.traceId());
    }
}
