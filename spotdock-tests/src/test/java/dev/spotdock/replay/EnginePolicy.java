package dev.spotdock.replay;

import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The product's own engine, asked at every instant at which something happened. */
final class EnginePolicy implements Policy {

    private static final long FLOOR_PRICE = 0;

    @Override
    public Comparator<Waiting> order() {
        return Waiting.DEAREST_FIRST;
    }

    @Override
    public void decide(Market market) {
        Map<BidId, Waiting> byId = new HashMap<>();
        List<MarketView.Waiting> waiting = new ArrayList<>();
        for (Waiting each : market.waiting()) {
            BidId id = new BidId(new UUID(0, each.bid.sequence()));
            byId.put(id, each);
            waiting.add(
                    new MarketView.Waiting(
                            id,
                            0,
                            each.bid.sequence(),
                            each.bid.unitPrice(),
                            each.bid.resources()));
        }
        Map<String, Machine> byName = new HashMap<>();
        List<MarketView.Node> nodes = new ArrayList<>();
        for (Machine machine : market.machines()) {
            byName.put(machine.name(), machine);
            nodes.add(new MarketView.Node(machine.name(), free(machine.room())));
        }
        MarketView view = new MarketView(Scenario.SLOT, FLOOR_PRICE, nodes, waiting, Set.of());
        for (MatchPlan.Match match : MatchingEngine.plan(view).matches()) {
            market.place(
                    Objects.requireNonNull(byId.get(match.bidId())),
                    Objects.requireNonNull(byName.get(match.node())));
        }
    }

    private static Resources free(Room room) {
        return new Resources(room.cpuMillis(), room.memoryMiB(), (int) room.gpus());
    }
}
