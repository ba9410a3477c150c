package dev.spotdock.replay;

/**
 * A pool's settings, as far as a replay can tell them apart.
 *
 * @param minimumStep whole percent that a newcomer bids more than its victim; the engine's alone
 * @param minRun milliseconds that an allocation has run before it is noticed; binds every policy
 * @param notice milliseconds from notice to eviction; binds every policy
 * @param mustGain whether an eviction stops only what together pays less; the engine's alone
 */
record PoolSettings(int minimumStep, long minRun, long notice, boolean mustGain) {

    static final PoolSettings DEFAULT = new PoolSettings(5, 60_000, 30_000, true);

    PoolSettings {
        if (minimumStep < 0 || minRun < 0 || notice < 0) {
            throw new IllegalArgumentException("settings are not negative");
        }
    }
}
