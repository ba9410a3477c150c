package dev.spotdock.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;

/** The engine and what it is compared with, by the names that scripts rely on. */
final class Policies {

    static final String ENGINE = "engine";
    static final String FIRST_COME = "firstCome";
    static final String NAIVE_GREEDY = "naiveGreedy";
    static final String KUBERNETES_LIKE = "kubernetesLike";
    static final String NOMAD_LIKE = "nomadLike";

    private Policies() {}

    /** In the order of the report; each call of a supplier gives a fresh one. */
    static SequencedMap<String, Supplier<Policy>> all() {
        Map<String, Supplier<Policy>> all = new LinkedHashMap<>();
        all.put(ENGINE, EnginePolicy::new);
        all.put(FIRST_COME, () -> new OneByOne(Waiting.BY_SUBMISSION, new StopNobody()));
        all.put(NAIVE_GREEDY, () -> new OneByOne(Waiting.DEAREST_FIRST, new StopCheaper()));
        all.put(KUBERNETES_LIKE, KubernetesLike::new);
        all.put(NOMAD_LIKE, () -> new OneByOne(StopLowerPriority.QUEUE, new StopLowerPriority()));
        return new LinkedHashMap<>(all);
    }
}
