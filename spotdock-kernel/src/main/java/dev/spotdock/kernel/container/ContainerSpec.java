package dev.spotdock.kernel.container;

import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param image reference as given by the user, not empty
 * @param command arguments that replace the image's command; empty keeps it
 * @param env variables by name; values are secret and never printed
 */
public record ContainerSpec(String image, List<String> command, Map<String, String> env) {

    public ContainerSpec {
        command = List.copyOf(command);
        env = Map.copyOf(env);
    }

    /** Names the variables, hides their values and the command, which may carry secrets too. */
    @Override
    public String toString() {
        return "ContainerSpec[image=%s, command=%d words, env=%s]"
                .formatted(image, command.size(), env.keySet().stream().sorted().toList());
    }
}
