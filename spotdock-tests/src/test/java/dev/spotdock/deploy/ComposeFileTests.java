package dev.spotdock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compose cannot be run everywhere; what can be checked without it is checked here. */
class ComposeFileTests {

    private static final Path ROOT = root();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:-[^}]*)?}");

    @Test
    void everyEnvironmentNameOfTheAppIsARealProperty() throws Exception {
        Set<String> known = knownNames();
        Set<String> unknown = new TreeSet<>();
        for (Object key : app("environment").keySet()) {
            String name = String.valueOf(key);
            if (!known.contains(relaxed(name))) {
                unknown.add(name);
            }
        }
        assertThat(unknown).as("names that no property listens to").isEmpty();
    }

    @Test
    void everyVariableHasADefaultAndIsExplained() throws Exception {
        String example = Files.readString(ROOT.resolve(".env.example"));
        VARIABLE.matcher(Files.readString(ROOT.resolve("docker-compose.yml")))
                .results()
                .forEach(found -> {
                    assertThat(found.group(2))
                            .as("default of %s: compose must run without .env", found.group())
                            .isNotNull();
                    assertThat(example).contains(found.group(1) + "=");
                });
    }

    @Test
    void dockerfileBuildsWhatComposeNames() throws Exception {
        String dockerfile =
                Files.readString(ROOT.resolve(String.valueOf(app("build").get("dockerfile"))));
        assertThat(dockerfile).contains("USER 10001").contains("HEALTHCHECK").contains("--layers");
    }

    @Test
    void noServiceMayMoreThanItNeeds() throws IOException {
        Map<?, ?> services = part(file(), "services");
        assertThat(names(services)).containsOnly("app", "postgres", "redis", "kafka");
        for (String name : names(services)) {
            Map<?, ?> service = part(services, name);
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt"))
                    .as(name)
                    .isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service.get("pids_limit")).as(name).isInstanceOf(Integer.class);
            assertThat(names(service))
                    .as(name)
                    .doesNotContain(
                            "cap_add",
                            "privileged",
                            "devices",
                            "network_mode",
                            "pid",
                            "ipc",
                            "userns_mode");
        }
        assertThat(part(services, "postgres").get("user")).isEqualTo("postgres");
        assertThat(part(services, "redis").get("user")).isEqualTo("redis");
        assertThat(part(services, "kafka").get("user")).isEqualTo("appuser");
    }

    @Test
    void theAppCannotChangeItsOwnProgramAndListensOnThisMachineOnly() throws IOException {
        Map<?, ?> app = part(part(file(), "services"), "app");
        assertThat(app.get("read_only")).isEqualTo(true);
        assertThat(app.get("volumes"))
                .as("all it has of the host is the socket that it is there for")
                .isEqualTo(List.of("/var/run/docker.sock:/var/run/docker.sock"));
        assertThat(app.get("ports")).isEqualTo(List.of("${SPOTDOCK_ADDRESS:-127.0.0.1:8080}:8080"));
        assertThat(names(app)).contains("mem_limit");
    }

    @Test
    void databasesAreReachableByTheAppOnly() throws IOException {
        for (String name : List.of("postgres", "redis", "kafka")) {
            assertThat(names(part(part(file(), "services"), name))).doesNotContain("ports");
        }
    }

    @Test
    void kafkaIsThereForThoseWhoAskForItOnly() throws IOException {
        Map<?, ?> kafka = part(part(file(), "services"), "kafka");
        assertThat(kafka.get("profiles")).isEqualTo(List.of("kafka"));
        assertThat(names(app("depends_on"))).containsOnly("postgres", "redis");
        assertThat(names(app("environment"))).contains("SPOTDOCK_KAFKA_BOOTSTRAP_SERVERS");
    }

    private static Set<String> names(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static Map<?, ?> file() throws IOException {
        return new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
    }

    private static Map<?, ?> app(String part) throws IOException {
        Map<?, ?> file = new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return part(part(part(file, "services"), "app"), part);
    }

    private static Map<?, ?> part(Map<?, ?> of, String name) {
        return (Map<?, ?>) Objects.requireNonNull(of.get(name), name);
    }

    /** SpotDock's own properties and Spring Boot's, letters and digits only. */
    private static Set<String> knownNames() throws Exception {
        Set<String> names = ownNames();
        for (URL file :
                Collections.list(
                        ComposeFileTests.class
                                .getClassLoader()
                                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (var in = file.openStream()) {
                for (JsonNode property :
                        JsonMapper.builder().build().readTree(in).path("properties")) {
                    names.add(relaxed(property.path("name").asString()));
                }
            }
        }
        return names;
    }

    private static Set<String> ownNames() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan =
                new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> names = new TreeSet<>();
        for (var bean : scan.findCandidateComponents("dev.spotdock")) {
            Class<?> type = Class.forName(String.valueOf(bean.getBeanClassName()));
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            RecordComponent[] parts = type.getRecordComponents();
            names.addAll(
                    List.of(parts).stream()
                            .map(part -> relaxed(prefix + "." + part.getName()))
                            .collect(Collectors.toSet()));
        }
        return names;
    }

    private static String relaxed(Object name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docker-compose.yml")) ? here : here.resolve("..");
    }
}
