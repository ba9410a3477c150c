package dev.spotdock.web.rest.events;

import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.FeedPage;
import dev.spotdock.web.feed.FeedReader;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the event feed page by page, waiting for the next event if asked to. */
@RestController
@Tag(name = "Events")
class EventsController {

    private final Feed feed;
    private final EventQuery query;
    private final FeedSeats seats;
    private final InstantSource clock;

    EventsController(Feed feed, EventQuery query, FeedSeats seats, InstantSource clock) {
        this.feed = feed;
        this.query = query;
        this.seats = seats;
        this.clock = clock;
    }

    @GetMapping("/api/v1/events")
    @Operation(
            operationId = "readEvents",
            summary = "Reads the event feed, oldest first",
            description =
                    "What happened to the own bids and wallet and to prices; operators see"
                            + " everything. Begin anywhere in the past seven days, go on from"
                            + " \"next\". Events are told at least once: their id says which are"
                            + " the same.")
    EventPage read(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "the position to go on from; else the oldest event kept")
                    @RequestParam(required = false)
                    @Nullable String after,
            @Parameter(description = "instead of \"after\": events recorded since a time")
                    @RequestParam(required = false)
                    @Nullable String since,
            @Parameter(description = "types or topics, such as bid.*,price.changed; else all")
                    @RequestParam(required = false)
                    @Nullable String types,
            @Parameter(description = "1 to 1000, default 100") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "seconds to wait for the first event, at most 30")
                    @RequestParam(required = false)
                    @Nullable String wait) {
        InputErrors errors = new InputErrors();
        long position = query.position(after, since, () -> feed.head().removedUntil(), errors);
        Set<EventType> wanted = query.types(types, errors);
        int size = query.limit(limit, errors);
        Duration patience = query.wait(wait, errors);
        errors.refuseIfAny();
        FeedReader reader = FeedSeats.reader(caller);
        FeedPage page = page(reader, wanted, position, size);
        return EventPage.of(
                page.events().isEmpty() && !patience.isZero()
                        ? seats.taken(
                                reader.account(),
                                () -> awaitFirst(reader, wanted, page.next(), size, patience))
                        : page);
    }

    private FeedPage awaitFirst(
            FeedReader reader, Set<EventType> types, long after, int limit, Duration patience) {
        Instant until = clock.instant().plus(patience);
        FeedPage page = new FeedPage(List.of(), after);
        Duration left = patience;
        while (page.events().isEmpty() && left.isPositive() && feed.await(page.next(), left)) {
            page = page(reader, types, page.next(), limit);
            left = Duration.between(clock.instant(), until);
        }
        return page;
    }

    private FeedPage page(FeedReader reader, Set<EventType> types, long after, int limit) {
        return feed.read(reader, types, after, limit).orElseThrow(this::reset);
    }

    private Problem reset() {
        return Problem.of(
                        ProblemCode.RESET,
                        "events after this position are not kept any more; go on from \"oldest\"")
                .with("oldest", Long.toString(feed.head().removedUntil()));
    }
}
