package dev.spotdock.web.webhook;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint's calls are signed with.
 *
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks 1.0</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SigningSecret(byte[] bytes) {

    private static final String PREFIX = "whsec_";
    private static final int BYTES_MIN = 24;
    private static final int BYTES_MAX = 64;
    private static final int BYTES_MADE = 32;
    private static final int TEXT_MAX = 200;

    static SigningSecret generate(SecureRandom random) {
        byte[] bytes = new byte[BYTES_MADE];
        random.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a message for the user if it is none
     */
    public static SigningSecret parse(String text) {
        if (text.startsWith(PREFIX) && text.length() <= TEXT_MAX) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX) {
                    return new SigningSecret(bytes);
                }
            } catch (IllegalArgumentException _) {
                // said below
            }
        }
        throw new IllegalArgumentException(
                "must be whsec_ and %d to %d random bytes in Base64"
                        .formatted(BYTES_MIN, BYTES_MAX));
    }

    /** As its owner keeps it. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** For example {@code v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=}. */
    String sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[%d bytes]".formatted(bytes.length);
    }
}
