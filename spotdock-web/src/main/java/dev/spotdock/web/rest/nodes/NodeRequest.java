package dev.spotdock.web.rest.nodes;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.ResourcesInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A simulated node as a request gives it, unread. */
@Schema(name = "NodeRequest")
record NodeRequest(
        @Schema(
                        example = "sim-5",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        pattern = NodeRequest.NAME)
                @Nullable String name,
        @Schema(example = "default", defaultValue = "default") @Nullable String pool,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ResourcesInput resources) {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

    /** Reads a body and notes everything that is wrong with it, but for the resources' values. */
    static NodeRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("name").require("resources");
        NodeRequest request =
                new NodeRequest(
                        fields.text("name"), fields.text("pool"), ResourcesInput.read(fields));
        fields.refuseOthers();
        String name = request.name();
        if (name != null && !NAME_PATTERN.matcher(name).matches()) {
            errors.add(
                    "/name",
                    "must have 1 to 63 of a-z, 0-9 and \"-\", with no \"-\" at either end");
        }
        return request;
    }

    String poolOrDefault() {
        return pool == null ? "default" : pool;
    }
}
