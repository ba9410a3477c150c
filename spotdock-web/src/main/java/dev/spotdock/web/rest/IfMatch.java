package dev.spotdock.web.rest;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The versions of a resource that a request may change (RFC 9110, 13.1.1). */
public final class IfMatch {

    private static final String ANY = "*";

    /** One entity tag, strong or weak, and what follows it. */
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]{0,100})\"\\s*(?:,|\\z)");

    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    private IfMatch() {}

    /**
     * Reads the header.
     *
     * @return the versions named, none of them if all tags are weak or not ours; null: any version
     * @throws Problem {@code version-required} without the header, {@code malformed-request} if it
     *     is no list of entity tags
     */
    public static @Nullable Set<Long> versions(@Nullable String header) {
        if (header == null) {
            throw Problem.of(
                    ProblemCode.VERSION_REQUIRED,
                    "send the resource's ETag as If-Match, or * for any version");
        }
        if (header.strip().equals(ANY)) {
            return null;
        }
        Set<Long> versions = new HashSet<>();
        Matcher tags = TAG.matcher(header);
        int end = 0;
        while (end < header.length()) {
            if (!tags.find(end) || tags.start() != end) {
                throw Problem.of(
                        ProblemCode.MALFORMED_REQUEST, "If-Match must be * or a list of ETags");
            }
            if (tags.group(1) == null && VERSION.matcher(tags.group(2)).matches()) {
                versions.add(Long.valueOf(tags.group(2)));
            }
            end = tags.end();
        }
        return versions;
    }
}
