package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.PassIssuer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells events as they come, as server-sent events. */
@RestController
@Tag(name = "Events")
class EventStreamController {

    private final Feed feed;
    private final EventQuery query;
    private final EventStream stream;
    private final PassIssuer passes;

    EventStreamController(Feed feed, EventQuery query, EventStream stream, PassIssuer passes) {
        this.feed = feed;
        this.query = query;
        this.stream = stream;
        this.passes = passes;
    }

    @GetMapping(path = "/api/v1/events/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamEvents",
            summary = "Tells events as they come",
            description =
                    "Server-sent events: id is the position, event the type, data a CloudEvent."
                            + " Begins with the next event, or after a position. An event of type"
                            + " \"reset\" says that those after the position are not kept any more,"
                            + " and goes on with the oldest. A comment every 15 s keeps the"
                            + " connection alive; it ends after an hour, or when its credential is"
                            + " revoked, and is to be resumed with"
                            + " Last-Event-ID, as browsers do.")
    @ApiResponse(
            responseCode = "200",
            description = "Events, until one of the two sides ends it",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string")))
    void stream(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "the position to go on from; wins over \"after\"")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable String lastEventId,
            @Parameter(description = "the position to go on from; else the next event")
                    @RequestParam(required = false)
                    @Nullable String after,
            @Parameter(description = "instead of \"after\": events recorded since a time")
                    @RequestParam(required = false)
                    @Nullable String since,
            @Parameter(description = "types or topics, such as bid.*,price.changed; else all")
                    @RequestParam(required = false)
                    @Nullable String types,
            HttpServletRequest request,
            HttpServletResponse response) {
        InputErrors errors = new InputErrors();
        boolean resumed = lastEventId != null && !lastEventId.isEmpty();
        long position =
                query.position(
                        resumed ? lastEventId : after,
                        resumed ? null : since,
                        () -> feed.head().position(),
                        errors);
        Set<EventType> wanted = query.types(types, errors);
        errors.refuseIfAny();
        stream.tell(
                caller,
                passes.of(request).orElseThrow(),
                new Subscription(wanted, position),
                new ServerSentEvents(response));
    }
}
