package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JsonAnswersTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    @Test
    void theyAreSentWholeWithTheirLength() {
        Answer answer = web.send(web.asOperator("/api/v1/pools"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.text().getBytes(StandardCharsets.UTF_8).length));
        assertThat(answer.header("Transfer-Encoding")).isNull();
    }

    @Test
    void aHeadTellsTheLengthAlone() {
        Answer whole = web.send(web.asOperator("/api/v1/pools"));
        Answer head = web.send(web.asOperator("/api/v1/pools").HEAD());
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(whole.header("Content-Length"));
    }
}
