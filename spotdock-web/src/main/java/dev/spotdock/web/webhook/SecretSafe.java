package dev.spotdock.web.webhook;

import dev.spotdock.web.security.InstallationSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Encrypts signing secrets for the database: AES-256-GCM, bound to their endpoint, so that one
 * moved to another row cannot be read there.
 */
@Component
class SecretSafe {

    private static final String NAME = "webhook-key";
    private static final int LENGTH_MIN = 32;
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /**
     * @throws IllegalArgumentException if the given key is too short
     */
    SecretSafe(WebhookProperties settings, JdbcClient jdbc) {
        String given = settings.secretKey();
        this.key =
                new SecretKeySpec(
                        given == null || given.isBlank()
                                ? InstallationSecret.of(jdbc, NAME)
                                : derived(given.strip()),
                        "AES");
    }

    byte[] lock(UUID endpoint, SigningSecret secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, endpoint, secret.bytes());
        return ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
                .put(VERSION)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /**
     * The secret again.
     *
     * @throws IllegalStateException if it was locked with another key, or for another endpoint
     */
    SigningSecret unlock(UUID endpoint, byte[] locked) {
        ByteBuffer all = ByteBuffer.wrap(locked);
        if (all.remaining() <= 1 + NONCE_BYTES || all.get() != VERSION) {
            throw new IllegalStateException("no secret that this version has locked");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] encrypted = new byte[locked.length - 1 - NONCE_BYTES];
        all.get(nonce).get(encrypted);
        return new SigningSecret(cipher(Cipher.DECRYPT_MODE, nonce, endpoint, encrypted));
    }

    private byte[] cipher(int mode, byte[] nonce, UUID endpoint, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(endpoint.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the webhook's secret cannot be read: was spotdock.webhooks.secret-key changed?",
                    e);
        }
    }

    private static byte[] derived(String given) {
        if (given.length() < LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "spotdock.webhooks.secret-key must have at least %d characters, but has %d"
                            .formatted(LENGTH_MIN, given.length()));
        }
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
