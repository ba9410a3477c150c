package dev.spotdock.billing;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.CommandGroup;
import java.util.List;

/**
 * Several commands in one transaction, one after the other, each done or refused on its own; an
 * exception undoes all of them. It waits for no wallet: commands on one that somebody else works
 * with, or that there is not, have to be sent alone.
 *
 * @param commands 1 to {@value #SIZE_MAX}, on any wallets; the answers come in their order
 */
public record WalletBatch(List<WalletCommand<?>> commands)
        implements Command<List<CommandGroup.Answer>> {

    /** A transaction locks the wallets of all its commands. */
    public static final int SIZE_MAX = 100;

    public WalletBatch {
        commands = List.copyOf(commands);
        if (commands.isEmpty() || commands.size() > SIZE_MAX) {
            throw new IllegalArgumentException(
                    "expected 1 to %d commands, not %d".formatted(SIZE_MAX, commands.size()));
        }
    }
}
