package dev.spotdock.billing.invoice;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;

/**
 * Until where a wallet is invoiced.
 *
 * @param until end of the last month that was closed for it; the epoch if there is none
 * @param through position of its last line of the journal when that was closed
 * @param floor no line before this position is still to be invoiced
 */
record Invoiced(AccountId accountId, Instant until, long through, long floor) {

    /** Later, with nothing invoiced between. */
    Invoiced movedTo(Instant later) {
        return new Invoiced(accountId, later, through, floor);
    }
}
