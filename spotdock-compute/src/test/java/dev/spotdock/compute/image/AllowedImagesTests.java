package dev.spotdock.compute.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.compute.ListImageObjections;
import dev.spotdock.compute.ListImageObjections.Objection;
import dev.spotdock.compute.settings.ComputeProperties;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AllowedImagesTests {

    @Test
    void objectsToWhatTheListDoesNotNameAndToWhatIsNoName() {
        assertThat(
                        allowing("busybox,ghcr.io/acme/*")
                                .on(
                                        new ListImageObjections(
                                                List.of(
                                                        "busybox:1.37",
                                                        "alpine",
                                                        "GHCR.io/acme/app",
                                                        "../busybox"))))
                .containsExactly(
                        new Objection("alpine", "image alpine is not on the allow-list"),
                        new Objection(
                                "../busybox", "must be an image reference such as busybox:1.37"));
    }

    @Test
    void withoutAListAnyImageMayRun() {
        assertThat(allowing("").on(new ListImageObjections(List.of("any.example/thing:1"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy box", "b\u0443sybox", " ", "!", "busybox;alpine"})
    void aPatternThatCanNameNothingStopsTheStart(String pattern) {
        assertThatThrownBy(() -> allowing("busybox," + pattern + ",alpine"))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("spotdock.compute.images.allowed");
    }

    private static AllowedImages allowing(String patterns) {
        return new AllowedImages(
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of("spotdock.compute.images.allowed", patterns)))
                        .bindOrCreate("spotdock.compute", ComputeProperties.class));
    }
}
