package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/wallet", "/api/v1/pools/default"})
    void whoHasItAlreadyIsNotSentItAgain(String path) {
        Answer first = web.get(path);
        assertThat(first.status()).isEqualTo(200);
        String tag = Objects.requireNonNull(first.header("ETag"));
        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        Answer again = web.send(web.to(path).header("If-None-Match", tag));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(tag);
        Answer other = web.send(web.to(path).header("If-None-Match", "\"other\""));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.text()).isEqualTo(first.text());
    }

    @Test
    void theTagIsOfWhatIsShown() {
        Answer demo = web.get("/api/v1/me");
        Answer operator = web.send(web.asOperator("/api/v1/me"));
        assertThat(operator.header("ETag")).isNotEqualTo(demo.header("ETag"));
    }

    @Test
    void listsAndRefusalsHaveNone() {
        assertThat(web.get("/api/v1/pools").header("ETag")).isNull();
        assertThat(web.get("/api/v1/nonsense").header("ETag")).isNull();
    }
}
