package dev.spotdock.web.rest.webhooks;

import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be told again, as a request gives it: one of the two. */
@Schema(name = "WebhookReplayRequest")
record ReplayRequest(
        @Schema(
                        description =
                                "a position of the feed that was given out: what comes after it",
                        example = "4711")
                @Nullable String after,
        @Schema(description = "true: all that failed") @Nullable Boolean failed) {

    /**
     * What was read.
     *
     * @param after null: what failed
     */
    record Wish(@Nullable Long after) {}

    /** Reads a body and notes everything that is wrong with it. */
    static Wish read(JsonBody body, Feed feed, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        ReplayRequest request = new ReplayRequest(fields.text("after"), fields.flag("failed"));
        fields.refuseOthers();
        boolean failed = Boolean.TRUE.equals(request.failed());
        if (!errors.any() && failed == (request.after() != null)) {
            errors.add("", "must have either \"after\", or \"failed\": true");
        }
        return new Wish(errors.parse("/after", request.after(), text -> position(text, feed)));
    }

    private static Long position(String text, Feed feed) {
        return feed.givenOut(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "must be a position that was given out: the \"sequence\" of an"
                                        + " event"));
    }
}
