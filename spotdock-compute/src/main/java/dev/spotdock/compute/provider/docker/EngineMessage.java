package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine's own words, fit for a user: one line, without HTTP and JSON around them. */
final class EngineMessage {

    /** Long enough for a reason, too short for a dump. */
    private static final int LENGTH_MAX = 300;

    private static final Pattern JSON =
            Pattern.compile("\\{\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"}", Pattern.DOTALL);

    private EngineMessage() {}

    static String of(DockerException answer) {
        return of(
                Objects.requireNonNullElse(answer.getMessage(), "error " + answer.getHttpStatus()));
    }

    static String of(String raw) {
        Matcher json = JSON.matcher(raw);
        String text =
                json.find()
                        ? json.group(1)
                                .replace("\\n", " ")
                                .replace("\\t", " ")
                                .replace("\\\"", "\"")
                                .replace("\\u003c", "<")
                                .replace("\\u003e", ">")
                                .replace("\\u0026", "&")
                                .replace("\\\\", "\\")
                        : raw;
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX - 1) + "…";
    }
}
