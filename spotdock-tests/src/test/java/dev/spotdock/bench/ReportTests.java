package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.bench.Measured.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTests {

    private static final Measured ACCEPTED =
            new Measured(
                    "http-accept",
                    "bids accepted",
                    "per second",
                    512.34,
                    4000.0,
                    Limit.atLeast(0.1),
                    Map.of("windows", List.of(510.0, 512.0, 515.02)));

    @Test
    void theTableShowsFigureRatioLimitAndVerdict() {
        assertThat(Report.table(List.of(ACCEPTED)).lines().toList().getLast().split("\\s{2,}"))
                .containsExactly(
                        "bids accepted [per second]", "512.3", "4,000.0", "0.13", ">= 0.1", "pass");
    }

    @Test
    void theFileSaysWhatTheTableSaysAndTheMachine(@TempDir Path folder) throws Exception {
        new Report(folder, Map.of("processors", 2)).write(ACCEPTED);
        JsonNode json =
                new JsonMapper().readTree(Files.readString(folder.resolve("http-accept.json")));
        assertThat(json.get("figure").asDouble()).isEqualTo(512.34);
        assertThat(json.get("limit").asString()).isEqualTo(">= 0.1");
        assertThat(json.get("passed").asBoolean()).isTrue();
        assertThat(json.get("details").get("windows").size()).isEqualTo(3);
        assertThat(json.get("machine").get("processors").asInt()).isEqualTo(2);
    }
}
