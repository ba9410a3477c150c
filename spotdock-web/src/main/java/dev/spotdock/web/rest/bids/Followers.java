package dev.spotdock.web.rest.bids;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.util.HashMap;
import java.util.Map;

/** Who follows logs here; remembers nobody who does not. */
final class Followers {

    private final int max;
    private final int perAccountMax;
    private final Map<AccountId, Integer> byAccount = new HashMap<>();
    private int all;

    Followers(LogProperties settings) {
        this.max = settings.followersLimit();
        this.perAccountMax = settings.followersPerAccount();
    }

    /**
     * Lets one more follow; {@link #leave} must come after.
     *
     * @throws Problem {@code rate-limited} if too many do
     */
    synchronized void enter(AccountId account) {
        int own = byAccount.getOrDefault(account, 0);
        if (own >= perAccountMax) {
            throw refusal("of this account", perAccountMax, own);
        }
        if (all >= max) {
            throw refusal("on this server", max, all);
        }
        byAccount.put(account, own + 1);
        all++;
    }

    synchronized void leave(AccountId account) {
        byAccount.compute(account, (_, own) -> own == null || own == 1 ? null : own - 1);
        all--;
    }

    private static Problem refusal(String whose, int limit, int used) {
        return Problem.of(
                        ProblemCode.RATE_LIMITED,
                        ("too many logs are being followed: expected at most %d requests %s, but"
                                        + " there are %d; end one, or ask without follow")
                                .formatted(limit, whose, used))
                .with("limit", limit)
                .with("used", used);
    }
}
