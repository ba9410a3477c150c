package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.NotFoundException;
import org.junit.jupiter.api.Test;

class EngineMessageTests {

    @Test
    void onlyTheEnginesWordsAreLeft() {
        assertThat(
                        EngineMessage.of(
                                new NotFoundException(
                                        "Status 404: {\"message\":\"no \\\"such\\\" image:\\n x\"}\n")))
                .isEqualTo("no \"such\" image: x");
    }

    @Test
    void anythingElseBecomesOneShortLine() {
        assertThat(EngineMessage.of("plain\n\ttext ")).isEqualTo("plain text");
        assertThat(EngineMessage.of("x".repeat(1000))).hasSize(300).endsWith("…");
    }
}
