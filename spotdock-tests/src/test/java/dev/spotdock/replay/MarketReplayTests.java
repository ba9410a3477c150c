package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MarketReplayTests {

    @TempDir Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void trace() throws IOException {
        Random random = new Random(1);
        StringBuilder nodes = new StringBuilder("sn,cpu_milli,memory_mib,gpu,model\n");
        for (int i = 0; i < 20; i++) {
            nodes.append("n%d,32000,65536,%d,x\n".formatted(i, i % 5));
        }
        StringBuilder pods =
                new StringBuilder(
                        "name,cpu_milli,memory_mib,num_gpu,creation_time,deletion_time\n");
        long created = Trace.FROM_SECOND;
        for (int i = 0; i < 300; i++) {
            created += random.nextInt(1000);
            pods.append(
                    "p%d,%d,%d,%d,%d,%d\n"
                            .formatted(
                                    i,
                                    1000 + random.nextInt(8000),
                                    1024 + random.nextInt(9000),
                                    random.nextInt(3),
                                    created,
                                    created + 60 + random.nextInt(4000)));
        }
        Files.writeString(folder.resolve("nodes.csv"), nodes);
        Files.writeString(folder.resolve("pods.csv"), pods);
    }

    private int replay(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--nodes",
                                folder.resolve("nodes.csv").toString(),
                                "--pods",
                                folder.resolve("pods.csv").toString(),
                                "--scale",
                                "0.3"));
        arguments.addAll(Arrays.asList(more));
        out.reset();
        err.reset();
        return MarketReplay.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
    }

    @Test
    void theJsonIsKeyedByPolicy() throws IOException {
        Path file = folder.resolve("r.json");
        assertThat(replay("--seeds", "4-5", "--json", file.toString())).isZero();
        JsonNode json = new JsonMapper().readTree(Files.readString(file));
        for (String policy : Policies.all().keySet()) {
            assertThat(json.get(policy).get("share").asDouble()).as(policy).isBetween(0.4, 1.0);
            for (String figure : List.of("evictionsPerStart", "lostHours", "waitP50", "waitP99")) {
                assertThat(json.get(policy).get(figure).isNumber()).as(figure).isTrue();
            }
            assertThat(json.get(policy).get("utilisation").get("gpu").asDouble())
                    .isBetween(0.1, 1.0);
            assertThat(json.get(policy).get("spread").get("share").get("stdDev").asDouble())
                    .isPositive();
        }
        assertThat(json.get("seed").asInt()).isEqualTo(4);
        assertThat(json.get("inputs").get("seeds").size()).isEqualTo(2);
        assertThat(json.get("inputs").get("nodesFile").asString()).isEqualTo("nodes.csv");
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        Path json = folder.resolve("r.json");
        Path png = folder.resolve("r.png");
        List<byte[]> first = outputs(json, png);
        List<byte[]> second = outputs(json, png);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
        assertThat(ImageIO.read(png.toFile()).getHeight()).isGreaterThan(600);
    }

    private List<byte[]> outputs(Path json, Path png) throws IOException {
        assertThat(replay("--seed", "9", "--json", json.toString(), "--png", png.toString()))
                .isZero();
        return List.of(out.toByteArray(), Files.readAllBytes(json), Files.readAllBytes(png));
    }

    @Test
    void theTableHasARowForEachPolicy() {
        assertThat(replay("--policies", "firstCome,nomadLike")).isZero();
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.getFirst()).startsWith("6 nodes, 300 bids in ");
        assertThat(lines.get(1)).startsWith("policy").contains("value share", "evict/start");
        assertThat(lines).element(2).asString().startsWith("firstCome");
        assertThat(lines).element(3).asString().startsWith("nomadLike");
    }

    @Test
    void theCurveVariesEachSettingByItself() throws IOException {
        Path file = folder.resolve("curve.csv");
        assertThat(replay("--policies", "naiveGreedy", "--curve", file.toString())).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst())
                .startsWith("policy,minimumStepPercent,mustGain,minRunSeconds,noticeSeconds,share");
        assertThat(lines.get(1)).startsWith("naiveGreedy,5,true,60,30,");
        assertThat(lines)
                .hasSize(1 + Curve.variations(PoolSettings.DEFAULT).size())
                .doesNotHaveDuplicates();
    }

    @Test
    void badInputIsExplainedAndEndsWithTwo() {
        assertThat(replay("--load", "0", "--seed", "x")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("--load: cannot be \"0\"", "--seed: cannot be \"x\"", "--notice TIME");
        assertThat(out.size()).isZero();
    }

    /**
     * Reads the files named by the property; a few nodes suffice to see that all of it goes
     * through.
     */
    @Test
    void theRealTraceGoesThrough() {
        String data = System.getProperty("spotdock.replay.data", "");
        Path nodes = Path.of(data, "openb_nodes.csv");
        Path pods = Path.of(data, "openb_pods.csv");
        boolean present = Files.isReadable(nodes) && Files.isReadable(pods);
        String reason =
                "no openb_nodes.csv and openb_pods.csv in -Dspotdock.replay.data=\"%s\""
                        .formatted(data);
        if (!present) {
            System.out.println("SKIPPED: replay of the real trace: " + reason);
        }
        assumeTrue(present, reason);
        int code =
                MarketReplay.run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        "--nodes",
                        nodes.toString(),
                        "--pods",
                        pods.toString(),
                        "--scale",
                        "0.01");
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("15 nodes, 8093 bids in ");
    }
}
