package dev.spotdock.web.rest.auctions;

import static java.util.Objects.requireNonNullElse;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionLimits;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.DurationInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.rest.TimeInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An auction as a request wishes for it: types are right, meanings unread. */
@Schema(name = "AuctionRequest")
record AuctionRequest(
        @Schema(
                        example = "Fleet sale",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = AuctionLimits.TITLE_LENGTH_MAX)
                @Nullable String title,
        @Schema(
                        type = "string",
                        format = "date-time",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "not in the past, at most 366 days ahead")
                @Nullable String startsAt,
        @Schema(
                        type = "string",
                        format = "date-time",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "after startsAt; bids that come late may move it")
                @Nullable String endsAt,
        @Schema(description = "moves a lot's end for bids that come late; default: nothing does")
                @Nullable AntiSnipeInput antiSnipe,
        @Schema(description = "held of each bidder before the first bid; default: none")
                @Nullable AmountInput deposit) {

    /** When a lot's end moves, unread. */
    @Schema(name = "AntiSnipeRequest")
    record AntiSnipeInput(
            @Schema(
                            example = "PT2M",
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "before the end, up to PT1H")
                    @Nullable String window,
            @Schema(
                            example = "PT2M",
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "by how much, up to PT1H")
                    @Nullable String extension,
            @Schema(
                            example = "10",
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description = "how often",
                            minimum = "1",
                            maximum = "100")
                    @Nullable Integer max) {

        private static @Nullable AntiSnipeInput read(Fields parent) {
            Fields fields = parent.object("antiSnipe");
            if (fields == null) {
                return null;
            }
            fields.require("window").require("extension").require("max");
            AntiSnipeInput input =
                    new AntiSnipeInput(
                            fields.text("window"), fields.text("extension"), fields.integer("max"));
            fields.refuseOthers();
            return input;
        }

        /** Null if something is missing, or wrong and noted. */
        private @Nullable AntiSnipe parse(InputErrors errors) {
            Duration before = duration("/antiSnipe/window", window, errors);
            Duration by = duration("/antiSnipe/extension", extension, errors);
            if (max != null && (max < 1 || max > AuctionLimits.EXTENSIONS_MAX)) {
                errors.add("/antiSnipe/max", "must be from 1 to " + AuctionLimits.EXTENSIONS_MAX);
            }
            return before == null || by == null || max == null
                    ? null
                    : new AntiSnipe(before, by, max);
        }

        private static @Nullable Duration duration(
                String pointer, @Nullable String text, InputErrors errors) {
            return DurationInput.parse(
                    pointer, text, Duration.ofMillis(1), AuctionLimits.SNIPE_MAX, errors);
        }
    }

    /** Reads a body, notes wrong types, missing and unknown fields at any depth. */
    static AuctionRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("title").require("startsAt").require("endsAt");
        AuctionRequest request =
                new AuctionRequest(
                        fields.text("title"),
                        fields.text("startsAt"),
                        fields.text("endsAt"),
                        AntiSnipeInput.read(fields),
                        AmountInput.read(fields, "deposit"));
        fields.refuseOthers();
        return request;
    }

    /** The command; what was noted as missing or wrong is something else in it. */
    CreateAuction command(
            AuctionId auctionId,
            AccountId accountId,
            Instant at,
            SiteCurrency site,
            InputErrors errors) {
        Instant start = TimeInput.parse("/startsAt", startsAt, errors);
        Instant end = TimeInput.parse("/endsAt", endsAt, errors);
        // Where one is not known the other is not to be called wrong for it.
        Instant starts = start == null ? end == null ? at : end.minusMillis(1) : start;
        return new CreateAuction(
                auctionId,
                accountId,
                requireNonNullElse(title, ""),
                starts,
                end == null ? starts.plusMillis(1) : end,
                antiSnipe == null ? null : antiSnipe.parse(errors),
                deposit == null ? null : deposit.parse("/deposit", site, errors),
                at);
    }
}
