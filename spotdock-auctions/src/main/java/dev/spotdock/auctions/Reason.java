package dev.spotdock.auctions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a bid is in its state.
 *
 * @param message one sentence for the user
 * @param at since when
 * @param next when something will happen to it by itself; null if nothing is due
 */
public record Reason(ReasonCode code, String message, Instant at, @Nullable Instant next) {}
