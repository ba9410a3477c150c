package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Short-lived JWTs, HS256 and nothing else. A token names the account and the version that it had;
 * what the account may do is asked for with each use, so that a change ends all its tokens.
 */
@Component
public class Tokens {

    private static final String VERSION = "ver";

    private final JwtEncoder encoder;
    private final JwtDecoder decoder;
    private final TokenProperties settings;
    private final InstantSource clock;

    Tokens(TokenKey key, TokenProperties settings, InstantSource clock) {
        this.encoder =
                NimbusJwtEncoder.withSecretKey(key.secret()).algorithm(MacAlgorithm.HS256).build();
        this.settings = settings;
        this.clock = clock;
        NimbusJwtDecoder hs256 =
                NimbusJwtDecoder.withSecretKey(key.secret())
                        .macAlgorithm(MacAlgorithm.HS256)
                        .build();
        hs256.setJwtValidator(validator());
        this.decoder = hs256;
    }

    /** A token, the only copy of it. */
    public record Issued(String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued[expiresAt=%s]".formatted(expiresAt);
        }
    }

    /** Whom a token was made for, as it was then. */
    record Proven(AccountId accountId, long version, Instant issuedAt) {}

    /** Makes a token for an account that has proven who it is. */
    public Issued issue(Account account) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(settings.lifetime().truncatedTo(ChronoUnit.SECONDS));
        JwtClaimsSet claims =
                JwtClaimsSet.builder()
                        .issuer(settings.issuer())
                        .audience(List.of(settings.audience()))
                        .subject(account.id().toString())
                        .issuedAt(now)
                        .expiresAt(expiresAt)
                        .claim(VERSION, account.version())
                        .build();
        JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
        String token = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
        return new Issued(token, expiresAt);
    }

    /** Whom the token is for; empty if it is not ours, was altered, or is over. */
    Optional<Proven> read(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            AccountId account =
                    new AccountId(UUID.fromString(Objects.requireNonNull(jwt.getSubject())));
            Instant issuedAt = Objects.requireNonNull(jwt.getIssuedAt());
            return jwt.getClaims().get(VERSION) instanceof Number version
                    ? Optional.of(new Proven(account, version.longValue(), issuedAt))
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private OAuth2TokenValidator<Jwt> validator() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setClock(clock.withZone(ZoneOffset.UTC));
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                JwtTypeValidator.jwt(),
                times,
                new JwtIssuerValidator(settings.issuer()),
                new JwtAudienceValidator(settings.audience()),
                new JwtClaimValidator<Object>("sub", Objects::nonNull));
    }
}
