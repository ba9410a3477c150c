package dev.spotdock.auctions.timed.winner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Step;
import dev.spotdock.kernel.id.AccountId;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WinnerDeterminationTests {

    private static final int SEQUENCES = 2000 * Integer.getInteger("spotdock.test.effort", 1);
    private static final long SEED = 20261123;
    private static final AccountId A = WinnerCase.account("A");
    private static final AccountId B = WinnerCase.account("B");

    static List<WinnerCase> cases() {
        return WinnerCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theFoldDecidesAsTheTableSays(WinnerCase expected) {
        List<Step> steps = WinnerDetermination.steps(expected.terms(), expected.bids());
        assertThat(steps).map(WinnerDeterminationTests::seen).isEqualTo(expected.steps());
        assertThat(WinnerDetermination.result(expected.terms(), expected.bids()))
                .isEqualTo(expected.result());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void soDoesTheNaiveOne(WinnerCase expected) {
        assertThat(NaiveDetermination.steps(expected.terms(), expected.bids()))
                .isEqualTo(expected.steps());
        assertThat(NaiveDetermination.result(expected.terms(), expected.bids()))
                .isEqualTo(expected.result());
    }

    @Test
    void theFoldAgreesWithTheNaiveOne() {
        Random random = new Random(SEED);
        for (int i = 0; i < SEQUENCES; i++) {
            RandomBids lot = RandomBids.of(random);
            assertThat(WinnerDetermination.steps(lot.terms(), lot.bids()))
                    .as("sequence %d: %s", i, lot)
                    .map(WinnerDeterminationTests::seen)
                    .isEqualTo(NaiveDetermination.steps(lot.terms(), lot.bids()));
            assertThat(WinnerDetermination.result(lot.terms(), lot.bids()))
                    .as("sequence %d: %s", i, lot)
                    .isEqualTo(NaiveDetermination.result(lot.terms(), lot.bids()));
        }
    }

    /** A bid that did not count may count when those before it never were. */
    @Test
    void withoutADefaulterTheFoldStartsAnew() {
        LotTerms terms = new LotTerms(100, 10, null, null);
        List<LotBidEntry> bids =
                List.of(
                        new LotBidEntry(1, A, 500, 500),
                        new LotBidEntry(2, B, 120, 120),
                        new LotBidEntry(3, A, 600, 600));
        assertThat(WinnerDetermination.result(terms, bids)).isEqualTo(new Result.Won(A, 600, 3));
        assertThat(WinnerDetermination.result(terms, WinnerDetermination.without(Set.of(A), bids)))
                .isEqualTo(new Result.Won(B, 120, 2));
        assertThat(
                        WinnerDetermination.result(
                                terms, WinnerDetermination.without(Set.of(A, B), bids)))
                .isEqualTo(new Result.Unsold(Result.Why.NO_VALID_BID));
    }

    @Test
    void bidsAreFoldedInSequenceOnly() {
        LotTerms terms = new LotTerms(100, 10, null, null);
        List<LotBidEntry> bids =
                List.of(new LotBidEntry(2, A, 100, 100), new LotBidEntry(1, B, 200, 200));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WinnerDetermination.steps(terms, bids));
    }

    private static WinnerCase.Expected seen(Step step) {
        return new WinnerCase.Expected(step.counted(), step.after().leader(), step.after().price());
    }
}
