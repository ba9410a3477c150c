package dev.spotdock.web.security;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Proves API keys against the database. */
@Component
class KeyAuthenticator implements AuthenticationManager {

    private final ApiKeys keys;
    private final InstantSource clock;
    private final KeyCache cache;

    KeyAuthenticator(ApiKeys keys, InstantSource clock, SecurityProperties settings) {
        this.keys = keys;
        this.clock = clock;
        this.cache = new KeyCache(settings);
    }

    /**
     * @throws BadCredentialsException if there is no such valid key; which of the reasons it is, is
     *     not told
     */
    @Override
    public Authentication authenticate(@Nullable Authentication presented) {
        if (!(presented instanceof KeyAuthentication authentication)) {
            throw new BadCredentialsException("an API key is expected");
        }
        KeyText key = authentication.key();
        var now = clock.instant();
        return cache.get(key, now, () -> keys.find(key, now))
                .map(KeyAuthentication::proven)
                .orElseThrow(() -> new BadCredentialsException("the key is not valid"));
    }
}
