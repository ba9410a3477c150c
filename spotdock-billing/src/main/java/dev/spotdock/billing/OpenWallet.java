package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/** Gives an account its wallet, empty. Repeating it changes nothing. */
public record OpenWallet(AccountId accountId, Instant at) implements Command<Void> {}
