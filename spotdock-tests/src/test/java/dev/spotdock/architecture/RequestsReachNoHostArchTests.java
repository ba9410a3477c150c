package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.resources.Resources;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** There is no word in which a request could ask for a part of the host. */
class RequestsReachNoHostArchTests {

    private static final String DOCKER = "dev.spotdock.compute.provider.docker.";

    /** A component of a command, event or request that is called so would be the beginning. */
    private static final Pattern HOST_WORDS =
            Pattern.compile(
                    "(?i).*((?<!a)mount|volume|bind|device|privileg|cap(abilit|add|drop)|host(?!er)|socket"
                            + "|namespace|sysctl|ulimit|seccomp|apparmor|securityopt|runtime(?!$)|shm"
                            + "|pidmode|ipc|uts|cgroup|publish|expose|network|entrypoint|user$).*");

    /** Not what it looks like: a bid's longest run time. */
    private static final Set<String> HARMLESS = Set.of("maxRuntime");

    /** Of {@code DockerClient}: none that runs a program, makes a volume, or copies a file. */
    private static final Set<String> CALLS =
            Set.of(
                    "close",
                    "createContainerCmd",
                    "createNetworkCmd",
                    "eventsCmd",
                    "infoCmd",
                    "inspectContainerCmd",
                    "inspectImageCmd",
                    "inspectNetworkCmd",
                    "listContainersCmd",
                    "logContainerCmd",
                    "pullImageCmd",
                    "removeContainerCmd",
                    "startContainerCmd",
                    "stopContainerCmd",
                    "versionCmd");

    @Test
    void aLaunchNamesAnImageItsCommandItsVariablesAndItsShareAndNothingElse() {
        assertThat(components(ContainerSpec.class)).containsExactly("image", "command", "env");
        assertThat(components(Resources.class)).containsExactly("cpuMillis", "memoryMiB", "gpus");
        assertThat(components(LaunchSpec.class))
                .containsExactly(
                        "allocationId", "bidId", "node", "resources", "container", "timeout");
        assertThat(components(LaunchWorkload.class))
                .containsExactly(
                        "allocationId", "bidId", "node", "resources", "container", "startBy", "at");
    }

    @Test
    void noCommandEventOrRequestHasAWordForThem() {
        classes()
                .that(areRecordsOfRequests())
                .should(haveNoHostWords())
                .because(
                        "mounts, devices, capabilities, networks and namespaces are the operator's:"
                                + " make it a setting of the provider")
                .check(MainClasses.ALL);
    }

    @Test
    void onlyTheContainersTranslationWritesAHostConfig() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(DOCKER + "ContainerTranslation")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.github.dockerjava.api.model.HostConfig")
                .because("one class is read to know what a container may do: ContainerTranslation")
                .check(MainClasses.ALL);
    }

    @Test
    void nobodyKnowsMountsOrDevices() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "com\\.github\\.dockerjava\\.api\\.model\\.(Bind|Binds|Mount|Volume|Volumes"
                                + "|VolumesFrom|VolumeBind|Device|DeviceRequest|PortBinding|Ports|Link"
                                + "|ExposedPort|Isolation)")
                .because("a workload gets nothing of the host")
                .check(MainClasses.ALL);
    }

    @Test
    void theEngineIsAskedForContainersImagesAndNetworksOnly() {
        noClasses()
                .should()
                .callMethodWhere(isAnotherCallToTheEngine())
                .because("exec, copy, build and volumes are ways to the host: see CALLS")
                .check(MainClasses.ALL);
    }

    private static DescribedPredicate<JavaMethodCall> isAnotherCallToTheEngine() {
        return DescribedPredicate.describe(
                "ask the engine for anything else",
                call ->
                        call.getTargetOwner()
                                        .getName()
                                        .equals("com.github.dockerjava.api.DockerClient")
                                && !CALLS.contains(call.getName()));
    }

    private static DescribedPredicate<JavaClass> areRecordsOfRequests() {
        List<String> requests =
                List.of(
                        "dev.spotdock.auctions",
                        "dev.spotdock.compute",
                        "dev.spotdock.compute.spi",
                        "dev.spotdock.kernel.container",
                        "dev.spotdock.web.rest.bids");
        return DescribedPredicate.describe(
                "are records that carry a bid's words",
                type -> type.isRecord() && requests.contains(type.getPackageName()));
    }

    private static ArchCondition<JavaClass> haveNoHostWords() {
        return new ArchCondition<>("have no component that names a part of the host") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .map(field -> field.getName())
                        .filter(name -> !name.equals(name.toUpperCase(java.util.Locale.ROOT)))
                        .filter(name -> !HARMLESS.contains(name))
                        .filter(name -> HOST_WORDS.matcher(name).matches())
                        .forEach(name ->
                                events.add(
                                        SimpleConditionEvent.violated(
                                                type, type.getName() + "." + name)));
            }
        };
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
}
