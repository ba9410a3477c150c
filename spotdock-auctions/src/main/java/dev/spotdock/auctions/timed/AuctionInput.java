package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionLimits;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.CreateAuction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What an auction must be like. */
final class AuctionInput {

    private AuctionInput() {}

    static Optional<InvalidInput> check(CreateAuction command, Duration lengthMax) {
        Mistakes mistakes = new Mistakes();
        mistakes.text("title", command.title(), AuctionLimits.TITLE_LENGTH_MAX);
        Instant now = command.at().truncatedTo(ChronoUnit.MILLIS);
        Duration ahead = Duration.between(now, command.startsAt());
        mistakes.expect(!ahead.isNegative(), "startsAt", "must not be in the past");
        mistakes.expect(
                ahead.compareTo(AuctionLimits.AHEAD_MAX) <= 0,
                "startsAt",
                "must be at most %d days ahead".formatted(AuctionLimits.AHEAD_MAX.toDays()));
        Duration length = Duration.between(command.startsAt(), command.endsAt());
        mistakes.expect(length.toMillis() > 0, "endsAt", "must be after startsAt");
        mistakes.expect(
                length.compareTo(lengthMax) <= 0,
                "endsAt",
                "must be at most %s after startsAt".formatted(lengthMax));
        AntiSnipe antiSnipe = command.antiSnipe();
        if (antiSnipe != null) {
            check(antiSnipe, mistakes);
        }
        mistakes.amount("deposit", command.deposit());
        return mistakes.refusal();
    }

    private static void check(AntiSnipe antiSnipe, Mistakes mistakes) {
        check(antiSnipe.window(), "antiSnipe.window", mistakes);
        check(antiSnipe.extension(), "antiSnipe.extension", mistakes);
        mistakes.expect(
                antiSnipe.max() >= 1 && antiSnipe.max() <= AuctionLimits.EXTENSIONS_MAX,
                "antiSnipe.max",
                "must be 1 to %d".formatted(AuctionLimits.EXTENSIONS_MAX));
    }

    private static void check(Duration duration, String field, Mistakes mistakes) {
        mistakes.expect(
                duration.toMillis() >= 1 && duration.compareTo(AuctionLimits.SNIPE_MAX) <= 0,
                field,
                "must be more than 0 and at most %s".formatted(AuctionLimits.SNIPE_MAX));
    }
}
