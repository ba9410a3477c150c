package dev.spotdock.web.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Refuses a request at the HTTP edge; thrown inside a transaction it rolls it back.
 *
 * <p>Immutable; {@link #with} and {@link #header} yield a copy. Carries no stack trace: it says
 * something about the request, not about this program.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient List<InputError> errors;
    private final transient Map<String, Object> properties;
    private final transient HttpHeaders headers;

    private Problem(
            ProblemCode code,
            @Nullable String detail,
            List<InputError> errors,
            Map<String, Object> properties,
            HttpHeaders headers) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.properties = properties;
        this.headers = headers;
    }

    /**
     * A problem with what is particular to this occurrence.
     *
     * @param detail one sentence for the user; null if the title says it all
     */
    public static Problem of(ProblemCode code, @Nullable String detail) {
        return new Problem(code, detail, List.of(), Map.of(), HttpHeaders.EMPTY);
    }

    /**
     * An invalid request.
     *
     * @param errors all of them, at least one
     */
    public static Problem invalid(List<InputError> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().message()
                        : "%d things are wrong, see errors".formatted(errors.size());
        return new Problem(
                ProblemCode.INVALID_REQUEST, detail, errors, Map.of(), HttpHeaders.EMPTY);
    }

    public static Problem notFound(String detail) {
        return of(ProblemCode.NOT_FOUND, detail);
    }

    /** The same with one more member in the answer. */
    public Problem with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Problem(code, getMessage(), errors, more, headers);
    }

    /** The same with one more header in the answer. */
    public Problem header(String name, String value) {
        HttpHeaders more = HttpHeaders.copyOf(headers);
        more.add(name, value);
        return new Problem(code, getMessage(), errors, properties, more);
    }

    Problem headers(HttpHeaders others) {
        HttpHeaders more = HttpHeaders.copyOf(headers);
        more.addAll(others);
        return new Problem(code, getMessage(), errors, properties, more);
    }

    public ProblemCode code() {
        return code;
    }

    public List<InputError> errors() {
        return errors;
    }

    Map<String, Object> properties() {
        return properties;
    }

    HttpHeaders headers() {
        return headers;
    }
}
