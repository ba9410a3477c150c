package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.util.List;
import java.util.Locale;

/**
 * What to make of the words with which an engine says that a pull failed; its status codes do not
 * tell. Also a registry that cannot be found or reached is {@code IMAGE_UNAVAILABLE}: far more
 * often the user's typing error, or an engine without a way out, than something that passes in
 * minutes. What a registry that does answer may grant a moment later is {@code REFUSED}, and so is
 * a broken download and the unknown.
 */
final class PullVerdict {

    private static final List<String> TRANSIENT =
            List.of("toomanyrequests", "too many requests", "rate limit", "no space left");

    private static final List<String> PERMANENT =
            List.of(
                    // the registry knows no such image, or not for us
                    "not found",
                    "manifest unknown",
                    "does not exist",
                    "name unknown",
                    "denied",
                    "unauthorized",
                    "authentication required",
                    "no basic auth credentials",
                    "no matching manifest",
                    "not supported",
                    "invalid reference",
                    "invalid tag",
                    "repository name",
                    // nobody answers at the registry's name
                    "no such host",
                    "dial tcp",
                    "server misbehaving",
                    "connection refused",
                    "no route to host",
                    "network is unreachable",
                    "i/o timeout",
                    "request canceled while waiting for connection",
                    "http response to https client",
                    "x509:",
                    "tls:");

    private PullVerdict() {}

    static Kind of(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (TRANSIENT.stream().anyMatch(text::contains)) {
            return Kind.REFUSED;
        }
        return PERMANENT.stream().anyMatch(text::contains) ? Kind.IMAGE_UNAVAILABLE : Kind.REFUSED;
    }
}
