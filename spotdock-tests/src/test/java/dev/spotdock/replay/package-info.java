/**
 * A real cluster's requests sent through the market on virtual time, and through four other ways to
 * decide: {@link dev.spotdock.replay.MarketReplay}.
 *
 * <p>Times are milliseconds since the first arrival, prices micro-units per hour, unit prices
 * micro-units per slot-hour. Nothing here reads a clock or rolls dice that are not seeded: the same
 * arguments give the same output, byte for byte.
 */
@NullMarked
package dev.spotdock.replay;

import org.jspecify.annotations.NullMarked;
