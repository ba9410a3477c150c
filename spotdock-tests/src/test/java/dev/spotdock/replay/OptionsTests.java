package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void theMarketsDefaultsApply() {
        Options options = Options.parse("--nodes", "n", "--pods", "p");
        assertThat(options.settings()).isEqualTo(new PoolSettings(5, 60_000, 30_000, true));
        assertThat(options.seeds()).containsExactly(1L);
        assertThat(options.scale()).isEqualTo(0.05);
        assertThat(options.load()).isEqualTo(3);
        assertThat(options.policies())
                .containsExactly(
                        "engine", "firstCome", "naiveGreedy", "kubernetesLike", "nomadLike");
    }

    @Test
    void seedsAndSettingsAreTaken() {
        Options options =
                Options.parse(
                        ("--nodes n --pods p --seeds 3-5 --load 1.5 --minimum-step 20 --min-run 2m"
                                        + " --notice 0 --must-gain false --policies nomadLike,engine")
                                .split(" ", -1));
        assertThat(options.seeds()).containsExactly(3L, 4L, 5L);
        assertThat(options.settings()).isEqualTo(new PoolSettings(20, 120_000, 0, false));
        assertThat(options.policies()).containsExactly("engine", "nomadLike");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() ->
                        Options.parse(
                                ("--seed 1 --seeds 5-2 --scale 2 --load x --notice 1d"
                                                + " --minimum-step 0.5 --policies all --must-gain 1"
                                                + " --what 3 --png")
                                        .split(" ", -1)))
                .withMessage(
                        """
                        --what: no such option
                        --png: has no value
                        --nodes: is required
                        --pods: is required
                        --seed and --seeds: only one of them
                        --minimum-step: cannot be "0.5"
                        --notice: cannot be "1d"
                        --must-gain: cannot be "1"
                        --seeds: cannot be "5-2"
                        --scale: cannot be "2"
                        --load: cannot be "x"
                        --policies: cannot be "all\"\
                        """);
    }
}
