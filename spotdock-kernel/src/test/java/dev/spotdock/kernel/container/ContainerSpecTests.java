package dev.spotdock.kernel.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContainerSpecTests {

    @Test
    void printsNeitherValuesNorWords() {
        ContainerSpec spec =
                new ContainerSpec("busybox", List.of("--token=s3cret"), Map.of("KEY", "hidden"));
        assertThat(spec.toString()).contains("busybox", "KEY").doesNotContain("s3cret", "hidden");
    }
}
