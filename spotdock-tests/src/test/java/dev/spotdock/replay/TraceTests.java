package dev.spotdock.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spotdock.kernel.resources.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTests {

    private static final String NODE_HEADER = "sn,cpu_milli,memory_mib,gpu,model\n";
    private static final String POD_HEADER =
            "name,cpu_milli,memory_mib,num_gpu,creation_time,deletion_time\n";

    @TempDir Path folder;
    private Path nodes = Path.of("");
    private Path pods = Path.of("");

    @BeforeEach
    void files() {
        nodes = folder.resolve("nodes.csv");
        pods = folder.resolve("pods.csv");
    }

    @Test
    void readsNodesAndTheTasksOfTheBusyTimeInOrder() throws IOException {
        Files.writeString(nodes, NODE_HEADER + "n1,32000,1024,2,T4\n");
        Files.writeString(
                pods,
                POD_HEADER
                        + "early,1000,1,0,9999999,10000100\n"
                        + "late,1000,1,0,10000050,10000100\n"
                        + "nothing,1000,1,0,10000050,10000050\n"
                        + "first,2000,4,1,10000000,10000007\n");
        Trace trace = Trace.read(nodes, pods);
        assertThat(trace.nodes())
                .containsExactly(new Trace.Node("n1", new Resources(32000, 1024, 2)));
        assertThat(trace.tasks())
                .containsExactly(
                        new Trace.Task("first", new Resources(2000, 4, 1), 10_000_000, 7),
                        new Trace.Task("late", new Resources(1000, 1, 0), 10_000_050, 50));
    }

    @Test
    void saysEverythingThatIsWrongWithFileLineAndColumn() throws IOException {
        Files.writeString(nodes, NODE_HEADER + "n1,-1,1024,2,\n\nn1,1,,0,\n,1,1,1,\nn2,1,1\n");
        Files.writeString(
                pods,
                POD_HEADER
                        + "p1,many,1,0,10000000,10000001\n"
                        + "p2,1,1,0,10000009,10000001\n"
                        + "p3,0,0,0,1,2\n"
                        + "p4,1,1,1.5,1,2\n");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Trace.read(nodes, pods))
                .withMessage(
                        """
                        NODES:6: has 3 fields, the header 5
                        NODES:2: column cpu_milli: must be a whole number from 0 to 100000000, is "-1"
                        NODES:4: column sn: "n1" occurs twice
                        NODES:4: column memory_mib: is empty
                        NODES:5: column sn: is empty
                        PODS:2: column cpu_milli: must be a whole number from 0 to 100000000, is "many"
                        PODS:3: column deletion_time: 10000001 is before 10000009, the creation
                        PODS:4: column cpu_milli: the task asks for nothing at all
                        PODS:5: column num_gpu: must be a whole number from 0 to 1000, is "1.5"\
                        """
                                .replace("NODES", nodes.toString())
                                .replace("PODS", pods.toString()));
    }

    @Test
    void namesTheColumnsThatAreMissing() throws IOException {
        Files.writeString(nodes, "sn,cpu_milli\nn1,1\n");
        Files.writeString(pods, POD_HEADER + "p,1,1,0,10000000,10000001\n");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Trace.read(nodes, pods))
                .withMessage(
                        "%s:1: column memory_mib is missing\n%s:1: column gpu is missing",
                        nodes, nodes);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Trace.read(nodes, pods))
                .withMessageContaining("nodes.csv: cannot be read")
                .withMessageContaining("pods.csv: cannot be read");
    }

    @Test
    void aTraceWithoutTasksOfTheBusyTimeIsRefused() throws IOException {
        Files.writeString(nodes, NODE_HEADER + "n1,1,1,0,\n");
        Files.writeString(pods, POD_HEADER + "p,1,1,0,5,6\n");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Trace.read(nodes, pods))
                .withMessageContaining("no task was created from second 10000000 on");
    }
}
