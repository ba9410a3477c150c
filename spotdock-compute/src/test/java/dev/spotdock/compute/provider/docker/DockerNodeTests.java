package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Info;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.resources.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DockerNodeTests {

    @Test
    void aBigEngineKeepsOneCpuAndTwoGibibytes() {
        assertThat(offered(Map.of(), 16, 64L << 30))
                .isEqualTo(
                        new OfferedNode("docker-1", "default", new Resources(15_000, 62 << 10, 0)));
    }

    @Test
    void aSmallEngineKeepsAQuarter() {
        assertThat(offered(Map.of(), 2, 4L << 30).capacity())
                .isEqualTo(new Resources(1500, 3 << 10, 0));
    }

    @Test
    void whatIsConfiguredIsOffered() {
        assertThat(
                        offered(
                                Map.of("cpu", "6500m", "memory", "12Gi", "node", "n", "pool", "p"),
                                2,
                                4L << 30))
                .isEqualTo(new OfferedNode("n", "p", new Resources(6500, 12 << 10, 0)));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() ->
                        properties(
                                Map.of(
                                        "cpu",
                                        "many",
                                        "memory",
                                        "0",
                                        "pids-limit",
                                        "0",
                                        "open-files-limit",
                                        "0",
                                        "capabilities",
                                        "FLY",
                                        "log-file-size",
                                        "1KB",
                                        "log-files",
                                        "1",
                                        "user",
                                        "root")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .message()
                .contains("cpu must be a quantity", "memory must be more than 0")
                .contains(
                        "pids-limit",
                        "open-files-limit",
                        "\"FLY\"",
                        "log-file-size",
                        "log-files",
                        "user must be");
    }

    private static OfferedNode offered(Map<String, String> settings, int cpus, long bytes) {
        Info engine = Objects.requireNonNull(new Info().withNCPU(cpus).withMemTotal(bytes));
        return DockerNode.of(properties(settings), engine).offered();
    }

    private static DockerProperties properties(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("spotdock.compute.docker." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("spotdock.compute.docker", DockerProperties.class);
    }
}
