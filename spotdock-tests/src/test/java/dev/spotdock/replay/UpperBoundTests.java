package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spotdock.replay.Scenario.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpperBoundTests {

    @Test
    void theLastBidIsCutToFit() {
        TinyMarket market =
                new TinyMarket().node("a", 4, 0).bid(300, 3, 0, 3600).bid(200, 2, 0, 1800);
        assertThat(UpperBound.of(market.scenario())).isEqualTo(3 * 300 + 0.5 * 200);
    }

    @Test
    void theScarcestResourceBounds() {
        TinyMarket market =
                new TinyMarket()
                        .node("a", 8, 1)
                        .bid(10, 50, 1, 1, 0, 3600)
                        .bid(20, 50, 1, 1, 0, 3600)
                        .bid(5, 2, 0, 3600);
        assertThat(UpperBound.of(market.scenario()))
                .as("one GPU for the dearer one, and whoever needs none")
                .isEqualTo(20 * 20 + 2 * 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalsTheKnapsackFilledAnewAtEachInstant(long seed) {
        Scenario scenario = TinyMarket.random(seed).scenario();
        assertThat(UpperBound.of(scenario)).isCloseTo(bruteForce(scenario), within(1e-6));
    }

    private static double bruteForce(Scenario scenario) {
        TreeSet<Long> instants = new TreeSet<>();
        scenario.bids().forEach(bid -> instants.addAll(List.of(bid.arrival(), bid.end())));
        List<Long> ordered = new ArrayList<>(instants);
        double value = 0;
        for (int i = 1; i < ordered.size(); i++) {
            long from = ordered.get(i - 1);
            List<Bid> wanting =
                    scenario.bids().stream()
                            .filter(bid -> bid.arrival() <= from && bid.end() > from)
                            .toList();
            double smallest = Double.MAX_VALUE;
            for (Resource resource : Resource.values()) {
                smallest = Math.min(smallest, filled(scenario, resource, wanting));
            }
            value += smallest * (ordered.get(i) - from) / 3_600_000.0;
        }
        return value;
    }

    private static double filled(Scenario scenario, Resource resource, List<Bid> wanting) {
        double left = resource.of(scenario.capacity());
        double value = 0;
        List<Bid> densestFirst = new ArrayList<>(wanting);
        densestFirst.sort(
                Comparator.comparingDouble(
                        bid -> -bid.pricePerHour() / (double) resource.of(bid.resources())));
        for (Bid bid : densestFirst) {
            double amount = resource.of(bid.resources());
            double part = amount == 0 ? 1 : Math.min(1, left / amount);
            value += part * bid.pricePerHour();
            left -= part * amount;
        }
        return value;
    }
}
