package dev.spotdock.billing.wallet;

import dev.spotdock.billing.WalletBatch;
import dev.spotdock.billing.WalletCommand;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.message.Commands;
import java.util.List;
import org.springframework.stereotype.Component;

/** Commands on wallets are handled together. */
@Component
class WalletCommandGroup implements CommandGroup<WalletCommand<?>> {

    @Override
    public Class<?> type() {
        return WalletCommand.class;
    }

    @Override
    public int sizeMax() {
        return WalletBatch.SIZE_MAX;
    }

    @Override
    public List<Answer> send(Commands bus, List<WalletCommand<?>> commands) {
        return bus.send(new WalletBatch(commands));
    }
}
