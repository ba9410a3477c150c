package dev.spotdock.compute.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BehaviourTests {

    @Test
    void aScriptEndsAfterAllItsSleeps() {
        assertThat(Behaviour.of(List.of("sh", "-c", "echo a; sleep 20; sleep 3; echo b")).runTime())
                .isEqualTo(Duration.ofSeconds(23));
        assertThat(Behaviour.of(List.of("sh", "-c", "echo asleep 20x")).runTime())
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void whatItDoesNotUnderstandRunsUntilItIsStopped() {
        assertThat(Behaviour.of(List.of()).runTime()).isNull();
        assertThat(Behaviour.of(List.of("sh", "server")).runTime()).isNull();
        assertThat(Behaviour.of(List.of("sleep", "99999999999")).runTime()).isNull();
    }
}
