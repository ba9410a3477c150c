package dev.spotdock.web.rest.bids;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.id.AccountId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowersTests {

    private static final AccountId ONE = new AccountId(new UUID(7, 1));
    private static final AccountId OTHER = new AccountId(new UUID(7, 2));
    private static final AccountId THIRD = new AccountId(new UUID(7, 3));

    private final Followers followers =
            new Followers(new LogProperties(Duration.ofSeconds(1), Duration.ofHours(1), 3, 2));

    @Test
    void anAccountFollowsOnlySoManyAndLeavesRoomForOthers() {
        followers.enter(ONE);
        followers.enter(ONE);
        assertThatThrownBy(() -> followers.enter(ONE))
                .hasMessageContaining("at most 2 requests of this account, but there are 2");
        followers.enter(OTHER);
        assertThatThrownBy(() -> followers.enter(THIRD))
                .hasMessageContaining("at most 3 requests on this server, but there are 3");
        followers.leave(ONE);
        followers.enter(THIRD);
        followers.leave(OTHER);
        followers.enter(ONE);
    }
}
