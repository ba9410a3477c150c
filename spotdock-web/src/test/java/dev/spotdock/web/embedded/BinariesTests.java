package dev.spotdock.web.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTests {

    private static final int AT_ONCE = 8;

    @Test
    void installationsThatUnpackAtOnceShareWhatComesFirst(@TempDir Path folder) throws Exception {
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        Set<Path> unpacked = new HashSet<>();
        try (ExecutorService installations = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Path>> all =
                    IntStream.range(0, AT_ONCE)
                            .<Callable<Path>>mapToObj(_ ->
                                    () -> {
                                        start.await();
                                        return new Binaries(folder).redis();
                                    })
                            .toList();
            for (Future<Path> one : installations.invokeAll(all)) {
                unpacked.add(one.get());
            }
        }
        assertThat(unpacked).singleElement().satisfies(server -> assertThat(server).isExecutable());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("nothing half unpacked is left").hasSize(1);
        }
    }
}
