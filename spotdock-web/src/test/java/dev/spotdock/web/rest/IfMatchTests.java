package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTests {

    @Test
    void tagsAreVersions() {
        assertThat(IfMatch.versions("\"4\"")).containsExactly(4L);
        assertThat(IfMatch.versions(" \"4\" , \"17\"")).containsExactlyInAnyOrder(4L, 17L);
    }

    @Test
    void aStarIsAnyVersion() {
        assertThat(IfMatch.versions("*")).isNull();
    }

    @Test
    void weakAndForeignTagsMatchNothing() {
        assertThat(IfMatch.versions("W/\"4\"")).isEmpty();
        assertThat(IfMatch.versions("\"abc\", \"99999999999999999999\", \"\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "\"4", "\"4\" \"5\"", "\"4\",,", ",", "* *", "x\"4\""})
    void whatIsNoListOfTagsIsMalformed(String header) {
        assertThatThrownBy(() -> IfMatch.versions(header))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("If-Match");
    }

    @Test
    void withoutTheHeaderTheVersionIsRequired() {
        assertThatThrownBy(() -> IfMatch.versions(null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("ETag");
    }
}
