package dev.spotdock.auctions.pool;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All configured pools.
 *
 * @param pools by name; {@code default} exists even if it is not named
 */
@ConfigurationProperties("spotdock")
record PoolsProperties(@DefaultValue Map<String, PoolProperties> pools) {}
