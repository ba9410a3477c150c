package dev.spotdock.compute.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.compute.spi.ProviderFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageAllowListTests {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "busybox,            busybox",
        "busybox,            busybox:1.37",
        "busybox,            docker.io/library/busybox",
        "docker.io/busybox,  busybox",
        "acme/app,           docker.io/acme/app:2",
        "ghcr.io/acme/*,     ghcr.io/acme/app:2",
        "ghcr.io/acme/**,    ghcr.io/acme/team/app",
        "localhost:5000/**,  localhost:5000/a/b:1",
        "busybox:1.*,        busybox:1.37",
        "busybox:latest,     busybox",
        "**,                 anything.example/at/all:1",
        "ghcr.io/acme/*,     GHCR.IO/acme/app:2",
        "GHCR.io/acme/*,     ghcr.io/acme/app:2",
        "busybox,            Docker.IO/library/busybox:1",
        "busybox,            index.docker.io/busybox:1",
        "localhost/**,       localhost/app",
    })
    void allows(String pattern, String image) {
        assertThat(allowed(pattern, image)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "busybox,            busyboxx",
        "busybox,            acme/busybox",
        "busybox,            evil.example/library/busybox",
        "ghcr.io/acme/*,     ghcr.io/acme/team/app",
        "ghcr.io/acme/*,     ghcr.io/acmeevil/app",
        "ghcr.io/acme/*,     evil.example/ghcr.io/acme/app",
        "*/app,              evil.example/app",
        "ghcr.io/a.me/*,     ghcr.io/acme/app",
        "busybox:1.37,       busybox:1.36",
        "busybox:1.37,       busybox",
        "busybox:1.*,        busybox:2",
        "busybox,            docker.io:443/library/busybox",
        "busybox,            localhost/library/busybox",
        "busybox,            docker.io.evil.example/library/busybox",
        "busybox,            library/busybox/x",
        "ghcr.io/acme/*,     ghcr.io:443/acme/app",
        "ghcr.io/acme/*,     ghcr.io.evil.example/acme/app",
        "ghcr.io/acme/*,     docker.io/ghcr.io/acme/app",
        "localhost:5000/**,  localhost:5001/a",
    })
    void doesNotAllow(String pattern, String image) {
        assertThat(allowed(pattern, image)).isFalse();
    }

    @Test
    void aDigestBeatsTheTagThatStandsBesideIt() {
        assertThat(allowed("busybox:1.37", "busybox:1.37@" + DIGEST)).isFalse();
        assertThat(allowed("busybox@" + DIGEST, "busybox:1.37@" + DIGEST)).isTrue();
        assertThat(allowed("busybox", "busybox@" + DIGEST)).isTrue();
    }

    @Test
    void anEmptyListAllowsAny() {
        assertThat(new ImageAllowList(List.of()).allows(ImageReference.of("any/thing"))).isTrue();
    }

    /** The engine would take it for the beginning of an image's id. */
    @Test
    void anIdIsTakenForAName() {
        assertThat(ImageReference.of("7bc952c1d94e").canonical())
                .isEqualTo("docker.io/library/7bc952c1d94e:latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Upper",
                "a b",
                "a//b",
                "/a",
                "a:",
                "a@sha256:1",
                "-a",
                "a\nb",
                "busybox\u0000",
                "b\u0443sybox",
                "\uFF42usybox",
                "busybox:1.\u0663",
                "busybox\u200B",
                "a/../b",
                "a/./b",
                "a@sha256:" + "0",
                "../a",
                "docker.io./library/busybox",
                "-a.io/b",
                "a.io-/b",
                "user@evil.example/a",
                "https://ghcr.io/a",
                "a\\b",
                "a:b:c",
                "a%2fb"
            })
    void isNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.of(text)).isInstanceOf(ProviderFailure.class);
    }

    private static boolean allowed(String pattern, String image) {
        return new ImageAllowList(List.of(pattern)).allows(ImageReference.of(image));
    }
}
