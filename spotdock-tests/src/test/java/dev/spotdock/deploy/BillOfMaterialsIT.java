package dev.spotdock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application's jar says what it consists of, in CycloneDX's words. */
class BillOfMaterialsIT {

    private static JsonNode bill;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in =
                BillOfMaterialsIT.class.getResourceAsStream(
                        "/META-INF/sbom/application.cdx.json")) {
            bill =
                    JsonMapper.builder()
                            .build()
                            .readTree(Objects.requireNonNull(in, "no bill of materials"));
        }
    }

    @Test
    void itIsTheApplications() {
        assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
        JsonNode application = bill.path("metadata").path("component");
        assertThat(application.path("name").asString()).isEqualTo("spotdock-web");
        assertThat(application.path("type").asString()).isEqualTo("application");
    }

    @Test
    void itNamesOurModulesAndWhatTheProductIsBuiltOn() {
        assertThat(names())
                .contains(
                        "dev.spotdock/spotdock-kernel",
                        "dev.spotdock/spotdock-auctions",
                        "dev.spotdock/spotdock-billing",
                        "dev.spotdock/spotdock-compute",
                        "org.springframework.boot/spring-boot",
                        "org.springframework.security/spring-security-web",
                        "org.axonframework/axon-messaging",
                        "org.hibernate.orm/hibernate-core",
                        "org.postgresql/postgresql",
                        "io.lettuce/lettuce-core",
                        "org.apache.tomcat.embed/tomcat-embed-core",
                        "com.github.docker-java/docker-java-core",
                        "io.github.openhtmltopdf/openhtmltopdf-pdfbox");
    }

    @Test
    void itNamesNothingThatOnlyTestsUse() {
        assertThat(names())
                .noneMatch(name -> name.startsWith("org.junit") || name.startsWith("org.mockito"))
                .noneMatch(name -> name.startsWith("org.testcontainers"));
    }

    @Test
    void eachComponentHasAVersionAnAddressAndAHash() {
        assertThat(components())
                .hasSizeGreaterThan(100)
                .allSatisfy(component -> {
                    assertThat(component.path("version").asString()).isNotEmpty();
                    assertThat(component.path("purl").asString()).startsWith("pkg:maven/");
                    assertThat(component.path("hashes")).as("%s", component).isNotEmpty();
                });
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        components()
                .forEach(component ->
                        names.add(
                                component.path("group").asString()
                                        + "/"
                                        + component.path("name").asString()));
        return names;
    }

    private static Stream<JsonNode> components() {
        return bill.path("components").valueStream();
    }
}
