package dev.spotdock.auctions.timed.intake;

import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Bids on lots are acknowledged by Redis alone: it has to have them on the disk by then. Asked at
 * the start, and again whenever Redis has started anew.
 */
@Component
class RedisDurability implements InitializingBean {

    private static final String SETTING = "spotdock.auctions.lots.redis-durability";

    private final StringRedisTemplate redis;
    private final boolean checked;

    RedisDurability(StringRedisTemplate redis, LotProperties properties) {
        this.redis = redis;
        this.checked = properties.redisDurability() == LotProperties.Durability.CHECKED;
    }

    @Override
    public void afterPropertiesSet() {
        check();
    }

    /**
     * Makes sure that what Redis acknowledges is on its disk.
     *
     * @throws IllegalStateException says what to set
     */
    void check() {
        if (!checked) {
            return;
        }
        Properties found;
        try {
            found =
                    redis.execute(
                            (RedisCallback<@Nullable Properties>)
                                    connection -> connection.serverCommands().getConfig("append*"));
        } catch (DataAccessException e) {
            String said = String.valueOf(e.getMostSpecificCause().getMessage());
            // One forbids the command by its user's rights, another has none of that name.
            if (said.toLowerCase(Locale.ROOT).contains("config")) {
                throw new IllegalStateException(
                        ("Redis does not let itself be asked for appendonly and appendfsync (%s)."
                                        + " If it writes every command to the disk before it answers,"
                                        + " say so: %s=stated")
                                .formatted(said, SETTING),
                        e);
            }
            throw e;
        }
        require(found, "appendonly", "yes");
        require(found, "appendfsync", "always");
    }

    private static void require(@Nullable Properties found, String name, String value) {
        String actual = found == null ? null : found.getProperty(name);
        if (!value.equals(actual)) {
            throw new IllegalStateException(
                    ("Redis has %s %s, but bids on lots are acknowledged by Redis alone and would be"
                                    + " lost when it crashes: set %s %s in its configuration")
                            .formatted(name, actual, name, value));
        }
    }
}
