package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.resources.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every field that the engine tells of a live container has the value that was decided on; one that
 * nobody has decided on fails here, so that a newer engine's settings are looked at.
 */
@RequiresDocker
class LiveContainerTests {

    /** Of {@code HostConfig}: each would give a workload more than {@link #decided} says. */
    private static final Set<String> UNUSED =
            Set.of(
                    "Annotations",
                    "AutoRemove",
                    "Binds",
                    "BlkioDeviceReadBps",
                    "BlkioDeviceReadIOps",
                    "BlkioDeviceWriteBps",
                    "BlkioDeviceWriteIOps",
                    "BlkioWeight",
                    "BlkioWeightDevice",
                    "CapAdd",
                    "Cgroup",
                    "CgroupParent",
                    "ConsoleSize",
                    "ContainerIDFile",
                    "CpuCount",
                    "CpuPercent",
                    "CpuPeriod",
                    "CpuQuota",
                    "CpuRealtimePeriod",
                    "CpuRealtimeRuntime",
                    "CpuShares",
                    "CpusetCpus",
                    "CpusetMems",
                    "DeviceCgroupRules",
                    "DeviceRequests",
                    "Devices",
                    "DnsOptions",
                    "DnsSearch",
                    "ExtraHosts",
                    "GroupAdd",
                    "IOMaximumBandwidth",
                    "IOMaximumIOps",
                    "Init",
                    "Isolation",
                    "KernelMemory",
                    "KernelMemoryTCP",
                    "Links",
                    "MemoryReservation",
                    "MemorySwappiness",
                    "Mounts",
                    "OomKillDisable",
                    "OomScoreAdj",
                    "PidMode",
                    "PortBindings",
                    "Privileged",
                    "PublishAllPorts",
                    "ReadonlyRootfs",
                    "StorageOpt",
                    "Sysctls",
                    "Tmpfs",
                    "UTSMode",
                    "UsernsMode",
                    "VolumeDriver",
                    "VolumesFrom");

    /** Of the kernel's files: hidden from workloads by every engine since 19.03. */
    private static final List<String> MASKED =
            List.of(
                    "/proc/acpi",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/timer_list",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/sys/firmware");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /**
     * Of {@code /dev}: what every engine gives every container, and nothing with a disk behind it.
     */
    private static final Set<String> DEVICES =
            Set.of(
                    "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm",
                    "stderr", "stdin", "stdout", "tty", "urandom", "zero");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DockerScenario scenario = new DockerScenario();

    @AfterEach
    void leaveNothingBehind() {
        scenario.close();
    }

    /** Of {@code HostConfig}: what is set, and to what. */
    private Map<String, String> decided() {
        Map<String, String> decided = new HashMap<>();
        decided.put("NanoCpus", "250000000");
        decided.put("Memory", "50331648");
        decided.put("MemorySwap", "50331648");
        decided.put("PidsLimit", "512");
        decided.put(
                "Ulimits",
                "[{'Name':'nofile','Hard':16384,'Soft':16384},{'Name':'core','Hard':0,'Soft':0}]");
        decided.put("CapDrop", "['ALL']");
        decided.put("SecurityOpt", "['no-new-privileges:true']");
        decided.put("NetworkMode", "'" + scenario.networkName() + "'");
        decided.put("Dns", "['127.0.0.1']");
        decided.put("IpcMode", "'private'");
        decided.put("CgroupnsMode", "'private'");
        decided.put("ShmSize", "67108864");
        decided.put("Runtime", "'runc'");
        decided.put(
                "LogConfig",
                "{'Type':'json-file','Config':{'max-file':'3','max-size':'10485760'}}");
        return decided;
    }

    @Test
    void everyFieldOfItsHostConfigIsAsDecided() throws Exception {
        JsonNode host = inspected().path("HostConfig");
        Map<String, String> decided = decided();
        assertThat(decided.keySet()).as("must be told by the engine").isSubsetOf(names(host));
        for (String name : names(host)) {
            JsonNode value = host.path(name);
            if (decided.containsKey(name)) {
                assertThat(value).as(name).isEqualTo(json(decided.get(name)));
            } else if (name.equals("RestartPolicy")) {
                assertThat(value.path("Name").asText()).as("empty is no, too").isIn("", "no");
            } else if (name.equals("MaskedPaths")) {
                assertThat(texts(value)).as(name).containsAll(MASKED);
            } else if (name.equals("ReadonlyPaths")) {
                assertThat(texts(value)).as(name).containsAll(READ_ONLY);
            } else {
                assertThat(UNUSED).as("fields of HostConfig that were decided on").contains(name);
                assertThat(isUnused(value)).as("%s is %s", name, value).isTrue();
            }
        }
        assertThat(names(host)).contains("MaskedPaths", "ReadonlyPaths", "RestartPolicy");
    }

    @Test
    void nothingIsMountedAndNothingOfItsConfigReachesTheHost() {
        JsonNode container = inspected();
        assertThat(container.path("Mounts")).as("volumes and binds").isEmpty();
        JsonNode config = container.path("Config");
        assertThat(config.path("Healthcheck").path("Test"))
                .map(JsonNode::asText)
                .containsOnly("NONE");
        assertThat(config.path("Env")).isEmpty();
        assertThat(names(config.path("Labels")))
                .containsOnly("spotdock.installation", "spotdock.allocation", "spotdock.bid");
        for (String unused :
                List.of("Volumes", "ExposedPorts", "Tty", "OpenStdin", "AttachStdin", "OnBuild")) {
            assertThat(isUnused(config.path(unused))).as(unused).isTrue();
        }
        assertThat(config.path("User").asText()).as("the image's own").isEmpty();
        assertThat(config.path("StopSignal").asText()).as("none means SIGTERM").isIn("", "SIGTERM");
        assertThat(config.path("StopTimeout").asText()).as("each stop says its own").isEmpty();
        assertThat(container.path("NetworkSettings").path("Ports")).isEmpty();
    }

    @Test
    void whatItWasMadeFromIsTold() {
        LaunchSpec spec = scenario.launch(scenario.runsOn());
        InspectImageResponse image = scenario.client().inspectImageCmd(DockerScenario.IMAGE).exec();
        List<String> digests = Objects.requireNonNullElse(image.getRepoDigests(), List.of());
        assertThat(scenario.await(spec, Phase.RUNNING).image())
                .isEqualTo(
                        digests.isEmpty()
                                ? image.getId()
                                : "docker.io/library/" + digests.getFirst());
    }

    @Test
    void theEnginesOwnProfilesAreInForce() {
        boolean appArmor =
                scenario.client()
                        .infoCmd()
                        .exec()
                        .getSecurityOptions()
                        .toString()
                        .contains("apparmor");
        assertThat(inspected().path("AppArmorProfile").asText())
                .isEqualTo(appArmor ? "docker-default" : "");
        assertThat(scenario.output(scenario.shell("grep Seccomp: /proc/self/status")))
                .as("2 is a filter")
                .isEqualTo("Seccomp:\t2\n");
    }

    @Test
    void noneOfTheFiveCapabilitySetsHasAny() {
        String sets = scenario.output(scenario.shell("grep ^Cap /proc/self/status"));
        assertThat(sets.lines())
                .hasSize(5)
                .allSatisfy(set -> assertThat(set).endsWith("\t0000000000000000"));
    }

    /** What it could do with a privilege; what must not work is harmless where it does work. */
    @Test
    void theContainersRootCanDoNothingThatNeedsPrivileges() {
        String tries =
                """
                b=/bin/busybox
                try() { name=$1; shift; "$@" > /dev/null 2>&1 && echo "$name WORKED" || echo "$name refused"; }
                try mount $b mount -t tmpfs none /tmp
                try remount $b mount -o remount,rw /proc/sys
                try unmount $b umount /etc/hosts
                try device $b mknod /tmp/device c 1 3
                try hostname $b hostname somebody-else
                try chroot $b chroot / /bin/busybox true
                try user-namespace $b unshare -U /bin/busybox true
                try mount-namespace $b unshare -m /bin/busybox true
                try kernel-log $b dmesg
                try network $b ip link set lo down
                try give-away $b chown 1 /tmp
                try priority $b nice -n -5 /bin/busybox true
                try core-pattern $b sh -c 'p=$(cat /proc/sys/kernel/core_pattern); echo "$p" > /proc/sys/kernel/core_pattern'
                try sysrq $b sh -c 'echo h > /proc/sysrq-trigger'
                """;
        List<String> outcomes = scenario.output(scenario.shell(tries)).lines().toList();
        assertThat(outcomes)
                .hasSize(14)
                .allSatisfy(outcome -> assertThat(outcome).endsWith(" refused"));
    }

    @Test
    void nothingOfTheHostIsThere() {
        String look =
                """
                b=/bin/busybox
                echo processes: $(ls /proc | grep -c '^[0-9]')
                echo first: $($b head -c 2 /proc/1/cmdline)
                echo sockets: $($b find / -xdev -type s 2> /dev/null)
                echo docker: $(ls /var/run/docker.sock /run/docker.sock 2> /dev/null)
                echo devices: $(ls /dev | $b sort)
                echo block devices: $($b find /dev -type b)
                $b awk '{ for (i = 7; $i != "-"; i++); print "mount", $5, $(i + 1) }' /proc/self/mountinfo
                """;
        List<String> found = scenario.output(scenario.shell(look)).lines().toList();
        assertThat(found).contains("first: sh", "sockets:", "docker:", "block devices:");
        assertThat(DEVICES).containsAll(words(found, "devices:"));
        assertThat(Integer.parseInt(found.getFirst().substring("processes: ".length())))
                .isBetween(1, 6);
        assertThat(found.stream().filter(line -> line.startsWith("mount ")).flatMap(this::fromDisk))
                .as("mounts that are neither the kernel's nor the root")
                .containsExactlyInAnyOrder("/etc/resolv.conf", "/etc/hostname", "/etc/hosts");
    }

    private static List<String> words(List<String> lines, String label) {
        String line =
                lines.stream().filter(found -> found.startsWith(label)).findFirst().orElseThrow();
        return List.of(line.substring(label.length()).strip().split(" +", -1));
    }

    private Stream<String> fromDisk(String mount) {
        String[] words = mount.split(" ", 3);
        boolean kernels =
                Set.of("proc", "sysfs", "tmpfs", "devpts", "mqueue", "cgroup", "cgroup2")
                        .contains(words[2]);
        return kernels || words[1].equals("/") ? Stream.empty() : Stream.of(words[1]);
    }

    private JsonNode inspected() {
        LaunchSpec spec = scenario.allocation(scenario.runsOn(), new Resources(250, 48, 0));
        scenario.provider().launch(spec);
        return scenario.rawInspect(spec);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                .map(i -> array.path(i).asText())
                .toList();
    }

    private static JsonNode json(String singleQuoted) throws Exception {
        return JSON.readTree(singleQuoted.replace('\'', '"'));
    }

    /** Absent, null, false, zero, or empty; a console size of zeros, too. */
    private static boolean isUnused(JsonNode value) {
        if (value.isObject()) {
            return value.isEmpty();
        }
        return value.isArray()
                ? Stream.iterate(0, i -> i < value.size(), i -> i + 1)
                        .allMatch(i -> isUnused(value.path(i)))
                : Set.of("", "null", "false", "0").contains(value.asText());
    }
}
