package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import org.jspecify.annotations.Nullable;

/**
 * Puts money into a wallet, sets it aside, pays out of it or frees it. Those that are sent at the
 * same time are handled as a {@link WalletBatch}.
 */
public sealed interface WalletCommand<R extends @Nullable Object> extends Command<R>
        permits CaptureHold, Deposit, HoldFunds, ReleaseHold {}
