package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionCreated;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionOpened;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput.Problem;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.auctions.AuctionScheduled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.FindAuction;
import dev.spotdock.auctions.ListAuctions;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.OpenAuction;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuctionCommandsTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Saleroom room = Saleroom.fresh();

    private AuctionQueries queries() {
        return room.market.bean(AuctionQueries.class);
    }

    private CreateAuction form(
            String title,
            Duration start,
            Duration length,
            @Nullable AntiSnipe antiSnipe,
            @Nullable Money deposit) {
        Instant now = room.market.now();
        return new CreateAuction(
                new AuctionId(room.market.id()),
                Saleroom.SELLER,
                title,
                now.plus(start),
                now.plus(start).plus(length),
                antiSnipe,
                deposit,
                now);
    }

    private static AntiSnipe snipe(long window, long extension, int max) {
        return new AntiSnipe(Duration.ofMillis(window), Duration.ofMillis(extension), max);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("ends before it starts", HOUR, HOUR.negated(), null, "endsAt"),
                Arguments.of("ends when it starts", HOUR, Duration.ZERO, null, "endsAt"),
                Arguments.of("starts in the past", Duration.ofMillis(-1), HOUR, null, "startsAt"),
                Arguments.of("starts in two years", Duration.ofDays(730), HOUR, null, "startsAt"),
                Arguments.of("10 years long", HOUR, Duration.ofDays(3652), null, "endsAt"),
                Arguments.of(
                        "a little too long",
                        HOUR,
                        Duration.ofDays(30).plusMillis(1),
                        null,
                        "endsAt"),
                Arguments.of("no window", HOUR, HOUR, snipe(0, 1, 1), "antiSnipe.window"),
                Arguments.of(
                        "window of hours", HOUR, HOUR, snipe(3_600_001, 1, 1), "antiSnipe.window"),
                Arguments.of("no extension", HOUR, HOUR, snipe(1, 0, 1), "antiSnipe.extension"),
                Arguments.of("no times", HOUR, HOUR, snipe(1, 1, 0), "antiSnipe.max"),
                Arguments.of("too often", HOUR, HOUR, snipe(1, 1, 101), "antiSnipe.max"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesBadTimes(
            String name, Duration start, Duration length, @Nullable AntiSnipe rule, String field) {
        assertThat(Saleroom.invalid(room.refused(form(name, start, length, rule, null))).problems())
                .extracting(Problem::field)
                .containsExactly(field);
        assertThat(room.market.count("auction")).isZero();
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        CreateAuction bad =
                form("", Duration.ofHours(-1), Duration.ofDays(31), snipe(-1, -1, -1), Money.ZERO);
        assertThat(Saleroom.invalid(room.refused(bad)).problems())
                .extracting(Problem::field)
                .containsExactly(
                        "title",
                        "startsAt",
                        "endsAt",
                        "antiSnipe.window",
                        "antiSnipe.extension",
                        "antiSnipe.max",
                        "deposit");
    }

    @Test
    void whatEveryFieldSaysSurvivesStorage() {
        AuctionDetails draft =
                room.done(form("T", HOUR, Duration.ofDays(30), snipe(1, 2, 3), Money.ofMicros(1)));
        assertThat(room.find(draft.auctionId())).isEqualTo(draft);
        assertThat(draft.state()).isEqualTo(AuctionState.DRAFT);
        assertThat(room.market.events().of(AuctionCreated.class)).hasSize(1);
    }

    @Test
    void draftsAreTheirSellersBusiness() {
        AuctionDetails draft = room.draft();
        assertThat(queries().handle(new FindAuction(draft.auctionId(), Saleroom.ANYBODY)))
                .isEmpty();
        assertThat(queries().handle(new FindAuction(draft.auctionId(), Saleroom.BY_SELLER)))
                .contains(draft);
        assertThat(list(Saleroom.ANYBODY)).isEmpty();
        assertThat(list(Saleroom.BY_SELLER)).containsExactly(draft);
        room.lot(draft);
        room.schedule(draft);
        assertThat(list(Saleroom.ANYBODY)).extracting(AuctionDetails::lots).containsExactly(1);
    }

    private List<AuctionDetails> list(Actor viewer) {
        return queries().handle(new ListAuctions(viewer, null, null, null, 9));
    }

    @Test
    void listsNewestFirstPageByPage() {
        AuctionDetails first = room.draft();
        AuctionDetails second = room.draft();
        AuctionDetails third = room.draft();
        assertThat(
                        queries()
                                .handle(
                                        new ListAuctions(
                                                Saleroom.BY_SELLER,
                                                AuctionState.DRAFT,
                                                Saleroom.SELLER,
                                                null,
                                                2)))
                .containsExactly(third, second);
        assertThat(
                        queries()
                                .handle(
                                        new ListAuctions(
                                                Saleroom.BY_SELLER,
                                                null,
                                                null,
                                                second.auctionId(),
                                                2)))
                .containsExactly(first);
        assertThat(
                        queries()
                                .handle(
                                        new ListAuctions(
                                                Saleroom.BY_SELLER,
                                                AuctionState.OPEN,
                                                null,
                                                null,
                                                2)))
                .isEmpty();
    }

    @Test
    void aDraftIsScheduledOnceByItsSellerIfItHasALot() {
        AuctionDetails draft = room.draft();
        AuctionId id = draft.auctionId();
        Instant now = room.market.now();
        assertThat(room.refused(new ScheduleAuction(id, Saleroom.ANYBODY, now)))
                .isEqualTo(new AuctionRejection.NotFound("auction"));
        AuctionId none = new AuctionId(new UUID(1, 1));
        assertThat(room.refused(new ScheduleAuction(none, Saleroom.BY_OPERATOR, now)))
                .isEqualTo(new AuctionRejection.NotFound("auction"));
        assertThat(room.refused(new ScheduleAuction(id, Saleroom.BY_SELLER, now)))
                .isEqualTo(new AuctionRejection.NoLots());
        assertThat(room.refused(new OpenAuction(id, Saleroom.BY_SELLER, now)))
                .isEqualTo(new WrongAuctionState(AuctionState.DRAFT, "a scheduled auction"));
        room.lot(draft);
        assertThat(room.refused(new ScheduleAuction(id, Saleroom.BY_SELLER, draft.endsAt())))
                .isEqualTo(new AuctionRejection.Over(draft.endsAt()));
        assertThat(room.done(new ScheduleAuction(id, Saleroom.BY_OPERATOR, now)).state())
                .isEqualTo(AuctionState.SCHEDULED);
        assertThat(room.refused(new ScheduleAuction(id, Saleroom.BY_SELLER, now)))
                .isEqualTo(new WrongAuctionState(AuctionState.SCHEDULED, "a draft"));
        assertThat(room.market.events().of(AuctionScheduled.class)).hasSize(1);
    }

    @Test
    void opensWhenItStartsAndNotBefore() {
        AuctionDetails auction = room.done(form("later", HOUR, HOUR, null, null));
        LotId lot = room.lot(auction);
        room.schedule(auction);
        room.market.at(auction.startsAt().minusMillis(1));
        room.clock();
        assertThat(room.find(lot).state()).isEqualTo(LotState.PENDING);
        room.market.at(auction.startsAt());
        room.clock();
        room.clock();
        assertThat(room.find(lot).state()).isEqualTo(LotState.OPEN);
        assertThat(room.find(auction.auctionId()).state()).isEqualTo(AuctionState.OPEN);
        assertThat(room.market.events().of(AuctionOpened.class)).hasSize(1);
        assertThat(room.bid(lot, 1, 100).sequence()).isEqualTo(1);
    }

    @Test
    void isOpenedEarlierOnce() {
        AuctionDetails auction = room.done(form("later", HOUR, HOUR, null, null));
        LotId lot = room.lot(auction);
        room.schedule(auction);
        assertThat(room.opened(auction).startsAt()).isEqualTo(room.market.now());
        assertThat(
                        room.refused(
                                new OpenAuction(
                                        auction.auctionId(),
                                        Saleroom.BY_SELLER,
                                        room.market.now())))
                .isEqualTo(new WrongAuctionState(AuctionState.OPEN, "a scheduled auction"));
        room.clock();
        assertThat(room.bid(lot, 1, 100).isCurrentlyHighest()).isTrue();
    }
}
