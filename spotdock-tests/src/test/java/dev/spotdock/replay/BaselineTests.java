package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.resources.Resources;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each baseline on markets computed by hand: notice 30 s, minimum run 60 s. */
class BaselineTests {

    @Nested
    class FirstCome {

        private static Policy policy() {
            return new OneByOne(Waiting.BY_SUBMISSION, new StopNobody());
        }

        @Test
        void runsInOrderOfSubmissionAndStopsNobody() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(1, 4, 0, 500)
                            .bid(1, 4, 10, 600)
                            .bid(9, 4, 20, 700);
            assertThat(market.runs(policy()))
                    .containsExactly(
                            "bid 0 on a from 0 to 500",
                            "bid 1 on a from 500 to 600",
                            "bid 2 on a from 600 to 700");
        }

        @Test
        void whatFitsRunsThoughAnEarlierOneWaits() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(1, 3, 0, 100)
                            .bid(1, 4, 0, 200)
                            .bid(1, 1, 5, 50);
            assertThat(market.runs(policy()))
                    .containsExactly(
                            "bid 2 on a from 5 to 50",
                            "bid 0 on a from 0 to 100",
                            "bid 1 on a from 100 to 200");
        }

        @Test
        void takesTheNodeThatItLeavesLeastFreeOn() {
            TinyMarket market = new TinyMarket().node("a", 8, 0).node("b", 4, 0).bid(1, 3, 0, 100);
            assertThat(market.runs(policy())).containsExactly("bid 0 on b from 0 to 100");
        }
    }

    @Nested
    class NaiveGreedy {

        private static Policy policy() {
            return new OneByOne(Waiting.DEAREST_FIRST, new StopCheaper());
        }

        @Test
        void stopsWhateverTogetherPaysLess() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 2, 0, 1000)
                            .bid(11, 2, 0, 1000)
                            .bid(11, 4, 100, 500);
            assertThat(market.runs(policy()))
                    .as("44 an hour stop 20 + 22; no step is asked for")
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 1 on a from 0 to 130 evicted",
                            "bid 2 on a from 130 to 500",
                            "bid 0 on a from 500 to 1000",
                            "bid 1 on a from 500 to 1000");
        }

        @Test
        void stopsNobodyWhoTogetherPaysAsMuch() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 2, 0, 1000)
                            .bid(12, 2, 0, 1000)
                            .bid(11, 4, 100, 500);
            assertThat(market.runs(policy()))
                    .containsExactly("bid 0 on a from 0 to 1000", "bid 1 on a from 0 to 1000");
        }

        @Test
        void waitsForTheMinimumRun() {
            TinyMarket market =
                    new TinyMarket().node("a", 4, 0).bid(10, 4, 0, 1000).bid(20, 4, 10, 500);
            assertThat(market.runs(policy()).getFirst())
                    .isEqualTo("bid 0 on a from 0 to 90 evicted");
        }

        @Test
        void takesTheNodeWhoseVictimsPayLeast() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .node("b", 4, 0)
                            .bid(12, 4, 0, 1000)
                            .bid(10, 4, 0, 1000)
                            .bid(20, 4, 100, 500);
            assertThat(market.runs(policy()).getFirst())
                    .isEqualTo("bid 1 on b from 0 to 130 evicted");
        }

        @Test
        void theRoomThatIsBeingClearedIsPromised() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 3, 0, 1000)
                            .bid(20, 4, 100, 500)
                            .bid(30, 1, 110, 200);
            assertThat(market.runs(policy()))
                    .as("one vCPU is free at 110, but promised with the rest")
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 1 on a from 130 to 500",
                            "bid 0 on a from 500 to 1000");
        }
    }

    @Nested
    class Kubernetes {

        private static Policy policy() {
            return new KubernetesLike();
        }

        @Test
        void preemptsForAnyHigherPriorityWhateverIsStopped() {
            TinyMarket market =
                    new TinyMarket().node("a", 4, 0).bid(100, 4, 0, 1000).bid(101, 1, 100, 500);
            assertThat(market.runs(policy()))
                    .as("101 an hour stop 400")
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 1 on a from 130 to 500",
                            "bid 0 on a from 500 to 1000");
        }

        @Test
        void reprievesTheMostImportantThatStillFit() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 2, 0, 1000)
                            .bid(30, 1, 0, 1000)
                            .bid(20, 1, 0, 1000)
                            .bid(40, 2, 100, 500);
            assertThat(market.runs(policy()).getFirst())
                    .isEqualTo("bid 0 on a from 0 to 130 evicted");
            assertThat(market.outcome(policy()).evictions()).isEqualTo(1);
        }

        @Test
        void prefersTheNodeWhoseMostImportantVictimIsLeastImportant() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .node("b", 4, 0)
                            .bid(20, 4, 0, 1000)
                            .bid(19, 2, 0, 1000)
                            .bid(19, 2, 0, 1000)
                            .bid(40, 4, 100, 500);
            assertThat(market.outcome(policy()).evictions()).as("both on b").isEqualTo(2);
        }

        @Test
        void thenFewerVictimsThenTheYoungest() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .node("b", 4, 0)
                            .node("c", 4, 0)
                            .bid(20, 4, 0, 1000)
                            .bid(20, 4, 1, 1000)
                            .bid(20, 2, 2, 1000)
                            .bid(20, 2, 2, 1000)
                            .bid(40, 4, 100, 500);
            assertThat(market.runs(policy()).getFirst())
                    .isEqualTo("bid 1 on b from 1 to 130 evicted");
        }

        @Test
        void aHigherPriorityTakesTheRoomThatWasClearedForAnother() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 4, 0, 1000)
                            .bid(20, 4, 100, 500)
                            .bid(30, 4, 110, 400);
            assertThat(market.runs(policy()))
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 2 on a from 130 to 400",
                            "bid 1 on a from 400 to 500",
                            "bid 0 on a from 500 to 1000");
        }

        @Test
        void aLowerPriorityLeavesTheNominatedRoomAlone() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(10, 3, 0, 1000)
                            .bid(20, 4, 100, 500)
                            .bid(15, 1, 110, 600);
            assertThat(market.runs(policy()))
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 1 on a from 130 to 500",
                            "bid 2 on a from 500 to 600",
                            "bid 0 on a from 500 to 1000");
        }
    }

    @Nested
    class Nomad {

        private static Policy policy() {
            return new OneByOne(StopLowerPriority.QUEUE, new StopLowerPriority());
        }

        @Test
        void aGapOfTenStopsAndOneOfNineDoesNot() {
            TinyMarket nine =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(5, 50, 4, 0, 0, 500)
                            .bid(9, 59, 4, 0, 100, 300);
            assertThat(nine.runs(policy())).containsExactly("bid 0 on a from 0 to 500");
            TinyMarket ten =
                    new TinyMarket()
                            .node("a", 4, 0)
                            .bid(5, 50, 4, 0, 0, 500)
                            .bid(9, 60, 4, 0, 100, 300);
            assertThat(ten.runs(policy()))
                    .containsExactly(
                            "bid 0 on a from 0 to 130 evicted",
                            "bid 1 on a from 130 to 300",
                            "bid 0 on a from 300 to 500");
        }

        @Test
        void ofEqualPrioritiesTheClosestMatchIsStopped() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 8, 0)
                            .bid(5, 20, 5, 0, 0, 500)
                            .bid(5, 20, 3, 0, 0, 500)
                            .bid(9, 60, 3, 0, 100, 300);
            assertThat(market.runs(policy()).getFirst())
                    .isEqualTo("bid 1 on a from 0 to 130 evicted");
            assertThat(market.outcome(policy()).evictions()).isEqualTo(1);
        }

        @Test
        void theLowestPriorityGoesFirstAndWhoIsNotNeededStays() {
            TinyMarket market =
                    new TinyMarket()
                            .node("a", 9, 0)
                            .bid(5, 10, 1, 0, 0, 500)
                            .bid(5, 20, 8, 0, 0, 500)
                            .bid(9, 60, 4, 0, 100, 300);
            assertThat(market.runs(policy()).getFirst())
                    .as("1 vCPU is taken first and does not suffice; 8 do, without it")
                    .isEqualTo("bid 1 on a from 0 to 130 evicted");
        }

        @Test
        void distanceIsThatOfWhatIsMissing() {
            Room missing = new Room(4000, 0, 2);
            assertThat(StopLowerPriority.distance(missing, new Resources(2000, 9, 2)))
                    .isEqualTo(0.5);
        }
    }
}
