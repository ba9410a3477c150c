package dev.spotdock.web.rest.bids;

import static dev.spotdock.auctions.BidLimits.COMMAND_LENGTH_MAX;
import static dev.spotdock.auctions.BidLimits.COMMAND_WORDS_MAX;
import static dev.spotdock.auctions.BidLimits.ENV_LENGTH_MAX;
import static dev.spotdock.auctions.BidLimits.ENV_VARIABLES_MAX;
import static dev.spotdock.auctions.BidLimits.IMAGE_LENGTH_MAX;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to run, as a request gives it, unread. */
@Schema(name = "ContainerRequest")
record ContainerInput(
        @Schema(
                        example = "busybox:1.37",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        maxLength = IMAGE_LENGTH_MAX)
                @Nullable String image,
        @Schema(
                        example = "[\"sleep\", \"600\"]",
                        description =
                                "replaces the image's command; at most 256 words and 8192"
                                        + " characters")
                @Nullable List<String> command,
        @Schema(
                        example = "{\"NAME\": \"value\"}",
                        description = "at most 128 variables and 16384 characters")
                @Nullable Map<String, String> env) {

    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");
    private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_.-][A-Za-z0-9_.-]*");

    static @Nullable ContainerInput read(Fields parent) {
        Fields fields = parent.object("container");
        if (fields == null) {
            return null;
        }
        fields.require("image");
        ContainerInput input =
                new ContainerInput(
                        fields.text("image"), fields.texts("command"), fields.textsByName("env"));
        fields.refuseOthers();
        return input;
    }

    /** The container; null if the image is missing. What is wrong is noted. */
    @Nullable ContainerSpec parse(InputErrors errors) {
        checkImage(errors);
        checkCommand(errors);
        checkEnv(errors);
        return image == null
                ? null
                : new ContainerSpec(
                        image, command == null ? List.of() : command, env == null ? Map.of() : env);
    }

    /** Names the image only: command and variables may carry secrets. */
    @Override
    public String toString() {
        return "ContainerInput[%s]".formatted(image);
    }

    private void checkImage(InputErrors errors) {
        if (image == null) {
            return;
        }
        if (image.length() > IMAGE_LENGTH_MAX) {
            errors.add(
                    "/container/image",
                    "must have at most %d characters".formatted(IMAGE_LENGTH_MAX));
        } else if (!IMAGE.matcher(image).matches()) {
            errors.add("/container/image", "must be an image reference such as busybox:1.37");
        }
    }

    private void checkCommand(InputErrors errors) {
        if (command == null) {
            return;
        }
        if (command.size() > COMMAND_WORDS_MAX) {
            errors.add(
                    "/container/command",
                    "must have at most %d words, but has %d"
                            .formatted(COMMAND_WORDS_MAX, command.size()));
        }
        int length = command.stream().mapToInt(String::length).sum();
        if (length > COMMAND_LENGTH_MAX) {
            errors.add(
                    "/container/command",
                    "must have at most %d characters, but has %d"
                            .formatted(COMMAND_LENGTH_MAX, length));
        }
    }

    private void checkEnv(InputErrors errors) {
        if (env == null) {
            return;
        }
        if (env.size() > ENV_VARIABLES_MAX) {
            errors.add(
                    "/container/env",
                    "must have at most %d variables, but has %d"
                            .formatted(ENV_VARIABLES_MAX, env.size()));
        }
        int length =
                env.entrySet().stream()
                        .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                        .sum();
        if (length > ENV_LENGTH_MAX) {
            errors.add(
                    "/container/env",
                    "must have at most %d characters, but has %d"
                            .formatted(ENV_LENGTH_MAX, length));
        }
        env.keySet().stream()
                .filter(name -> !ENV_NAME.matcher(name).matches())
                .forEach(name ->
                        errors.add(
                                Fields.pointer("/container/env", name),
                                "the name must consist of letters, digits, \"_\", \".\""
                                        + " and \"-\", and not start with a digit"));
    }
}
