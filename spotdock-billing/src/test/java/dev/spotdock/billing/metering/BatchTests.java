package dev.spotdock.billing.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.billing.wallet.Wallets.Due;
import dev.spotdock.kernel.id.AccountId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchTests {

    private static final Due SMALL = wallet(1, 3);
    private static final Due LARGE = wallet(2, 50);
    private static final Due EMPTY = wallet(3, 0);

    @Test
    void isFullWhenTheNextWalletHasTooManyMeters() {
        assertThat(Batch.of(List.of(SMALL, EMPTY, SMALL, SMALL), 6))
                .isEqualTo(new Batch(ids(SMALL, EMPTY, SMALL), 6));
        assertThat(Batch.of(List.of(SMALL, LARGE, SMALL), 6)).isEqualTo(new Batch(ids(SMALL), 3));
    }

    @Test
    void takesAtLeastOneWallet() {
        assertThat(Batch.of(List.of(LARGE, SMALL), 6)).isEqualTo(new Batch(ids(LARGE), 50));
    }

    private static List<AccountId> ids(Due... wallets) {
        return List.of(wallets).stream().map(Due::accountId).toList();
    }

    private static Due wallet(long id, int meters) {
        return new Due(new AccountId(new UUID(0x7000, id)), meters);
    }
}
