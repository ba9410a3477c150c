package dev.spotdock.replay;

import dev.spotdock.replay.VictimChoice.Plan;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The baseline {@code kubernetesLike}: pods by priority, which is the unit price, then by the time
 * they came into the queue. One that fits nowhere preempts on one node and is nominated to it; it
 * then waits for the graceful termination there, but may start elsewhere, and anybody of higher
 * priority may take the room before it.
 *
 * <p>Unlike the original, free room is packed tightly and every node is a candidate.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/scheduler/framework/preemption/preemption.go">Kubernetes,
 *     preemption.go</a>
 */
final class KubernetesLike implements Policy {

    private final KubernetesVictims choice = new KubernetesVictims();

    @Override
    public Comparator<Waiting> order() {
        return Comparator.comparingLong((Waiting pod) -> -pod.bid.unitPrice())
                .thenComparingLong(Waiting::queuedAt)
                .thenComparing(Waiting.BY_SUBMISSION);
    }

    @Override
    public void decide(Market market) {
        for (Waiting pod : market.waiting()) {
            schedule(market, pod);
        }
    }

    private void schedule(Market market, Waiting pod) {
        Machine nominated = pod.nominated();
        if (nominated != null && fits(nominated, pod)) {
            market.place(pod, nominated);
            return;
        }
        List<Machine> changed = market.changedSince(pod);
        Optional<Machine> free =
                BestFit.among(changed, pod.bid.resources(), Machine::room, m -> fits(m, pod));
        if (free.isPresent()) {
            market.place(pod, free.get());
        } else if (nominated == null) {
            preempt(market, pod, changed);
        } else if (isClearing(nominated, pod)) {
            pod.examined(market.stamp());
        } else {
            preempt(market, pod, market.machines());
        }
    }

    private void preempt(Market market, Waiting pod, Collection<Machine> nodes) {
        Optional<Plan> plan =
                nodes.stream()
                        .flatMap(node -> choice.on(node, pod, market.now()).stream())
                        .min(choice.preference());
        if (plan.isEmpty()) {
            market.nominate(pod, null);
            pod.examined(market.stamp());
            return;
        }
        Machine node = plan.get().machine();
        plan.get().victims().stream().filter(v -> !v.isNoticed()).forEach(market::notice);
        for (Waiting other : List.copyOf(node.nominees())) {
            if (other.bid.unitPrice() < pod.bid.unitPrice()) {
                market.nominate(other, null);
                other.forget();
            }
        }
        market.nominate(pod, node);
        pod.examined(market.stamp());
    }

    /** Those of at least the same priority that are nominated to the node count as if there. */
    static Room roomFor(Machine node, Waiting pod) {
        Room room = node.room();
        for (Waiting other : node.nominees()) {
            if (other != pod && other.bid.unitPrice() >= pod.bid.unitPrice()) {
                room = room.minus(other.bid.resources());
            }
        }
        return room;
    }

    private static boolean fits(Machine node, Waiting pod) {
        return roomFor(node, pod).holds(pod.bid.resources());
    }

    /**
     * Somebody of lower priority is being terminated there: nothing more is preempted meanwhile.
     */
    private static boolean isClearing(Machine node, Waiting pod) {
        return node.running().stream()
                .anyMatch(a -> a.isNoticed() && a.bid().unitPrice() < pod.bid.unitPrice());
    }
}
