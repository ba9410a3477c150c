package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.spi.ProviderFailure.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of real engines. */
class PullVerdictTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pull access denied for nobody/x, repository does not exist or may require 'docker"
                        + " login': denied: requested access to the resource is denied",
                "manifest for busybox:nope not found: manifest unknown: manifest unknown",
                "Head \"https://ghcr.io/v2/a/b/manifests/1\": unauthorized",
                "no matching manifest for linux/amd64 in the manifest list entries",
                "Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on"
                        + " 192.0.2.53:53: no such host",
                "Get \"http://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused",
                "Get \"https://registry-1.docker.io/v2/\": net/http: request canceled while waiting"
                        + " for connection (Client.Timeout exceeded while awaiting headers)",
            })
    void tryingAgainCannotHelp(String message) {
        assertThat(PullVerdict.of(message)).isEqualTo(Kind.IMAGE_UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toomanyrequests: You have reached your pull rate limit.",
                "received unexpected HTTP status: 503 Service Unavailable",
                "write /var/lib/docker/tmp/x: no space left on device",
                "unexpected EOF",
                "something new"
            })
    void itMayHelp(String message) {
        assertThat(PullVerdict.of(message)).isEqualTo(Kind.REFUSED);
    }
}
