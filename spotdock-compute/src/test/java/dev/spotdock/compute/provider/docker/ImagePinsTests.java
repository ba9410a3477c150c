package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a container was made from, as engines tell it. */
class ImagePinsTests {

    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String DIGEST = "sha256:" + "b".repeat(64);

    private final FakeEngine fake;
    private final Engine engine;

    ImagePinsTests() throws IOException {
        fake = new FakeEngine();
        engine = Engine.connect(fake.properties());
    }

    @AfterEach
    void close() {
        engine.close();
        fake.close();
    }

    @Test
    void theRegistrysDigestUnderTheNameThatWasAskedFor() throws IOException {
        digests("\"acme/copy@sha256:" + "c".repeat(64) + "\", \"busybox@" + DIGEST + "\"");
        assertThat(pin("docker.io/library/busybox:1.37"))
                .isEqualTo("docker.io/library/busybox@" + DIGEST);
    }

    @Test
    void theImagesOwnIdWhereNoRegistryKnowsIt() throws IOException {
        digests("");
        assertThat(pin("docker.io/library/busybox:1.37")).isEqualTo(ID);
    }

    @Test
    void theImagesOwnIdWhereOnlyAnotherNameHasADigest() throws IOException {
        digests("\"ghcr.io/acme/app@" + DIGEST + "\"");
        assertThat(pin("docker.io/library/busybox:1.37")).isEqualTo(ID);
    }

    @Test
    void theImagesOwnIdWhereItIsGoneOrTheEngineFails() throws IOException {
        assertThat(pin("docker.io/library/busybox:1.37")).isEqualTo(ID);
        fake.on("/images/" + ID + "/json", 500, "{\"message\":\"on fire\"}");
        assertThat(pin("docker.io/library/busybox:1.37")).isEqualTo(ID);
    }

    private void digests(String list) {
        fake.on(
                "/images/" + ID + "/json",
                200,
                "{\"Id\":\"" + ID + "\",\"RepoDigests\":[" + list + "]}");
    }

    private String pin(String asked) throws IOException {
        String container =
                "{\"Id\":\"c1\",\"Image\":\"" + ID + "\",\"Config\":{\"Image\":\"" + asked + "\"}}";
        return new ImagePins(engine)
                .of(new ObjectMapper().readValue(container, InspectContainerResponse.class));
    }
}
