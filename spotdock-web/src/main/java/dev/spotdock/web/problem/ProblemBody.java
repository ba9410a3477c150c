package dev.spotdock.web.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem as it is sent, {@code application/problem+json}. */
@Schema(name = "Problem", description = "RFC 9457 problem; some codes add members")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        @Schema(example = "urn:spotdock:problem:invalid-request") String type,
        @Schema(example = "The request is not valid") String title,
        @Schema(example = "400") int status,
        @Nullable String detail,
        @Schema(example = "/api/v1/bids") String instance,
        @Schema(description = "Also in the server's log and in X-Trace-Id") String traceId,
        @Schema(description = "Everything that is wrong, for invalid-request")
                List<InputError> errors,
        @JsonIgnore Map<String, Object> properties) {

    static ProblemBody of(Problem problem, String instance, String traceId) {
        ProblemCode code = problem.code();
        return new ProblemBody(
                code.urn(),
                code.title(),
                code.status(),
                problem.getMessage(),
                instance,
                traceId,
                problem.errors(),
                problem.properties());
    }

    /** Members that only some codes have, such as {@code required} and {@code available}. */
    @JsonAnyGetter
    @JsonProperty
    @Schema(hidden = true)
    public Map<String, Object> more() {
        return properties;
    }
}
