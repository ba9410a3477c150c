package dev.spotdock.auctions.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes in a JVM in which one class of the module is mutated, until the first test
 * fails.
 */
final class TestsOfMutant implements TestExecutionListener {

    static final int ALL_PASSED = 0;
    static final int SOME_FAILED = 3;
    private static final int NONE_RAN = 4;

    private final AtomicBoolean started = new AtomicBoolean();

    private TestsOfMutant() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(Stream.of(classes).map(name -> selectClass(name)).toList())
                        .build();
        TestsOfMutant tests = new TestsOfMutant();
        LauncherFactory.create().execute(request, tests);
        System.exit(tests.started.get() ? ALL_PASSED : NONE_RAN);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            started.set(true);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            System.out.println(test.getDisplayName() + " failed");
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
            System.exit(SOME_FAILED);
        }
    }
}
