package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says why bids wait. No new version of a bid and no transition: nothing happened to it, the market
 * around it moved.
 */
@Component
public class WaitReasons {

    // Rows that somebody has locked are changing anyway: the next run says why they wait then.
    private static final String CHANGE =
            """
            with free as (
                select b.id, w.code, w.message, coalesce(w.next, b.expires_at) as next
                from auctions.bid b
                join unnest(:id::uuid[], :version::bigint[], :code::text[], :message::text[],
                    :next::timestamptz[]) as w(id, version, code, message, next)
                    on b.id = w.id and b.version = w.version
                where b.status = 'SUBMITTED' and b.unfunded_at is null
                  and (b.reason_code <> w.code
                       or b.reason_next is distinct from coalesce(w.next, b.expires_at))
                for update of b skip locked)
            update auctions.bid b set reason_code = f.code, reason_message = f.message,
                reason_next = f.next, reason_at = :at
            from free f where b.id = f.id
            """;

    private final JdbcClient jdbc;

    WaitReasons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Why a bid waits, at that version.
     *
     * @param next when something changes by itself; null: when the bid expires, if it does
     */
    public record Change(BidId bidId, long version, ReasonCode code, @Nullable Instant next) {}

    /** Writes changes, in a transaction of its own; those of bids that moved on are ignored. */
    public void change(List<Change> changes, Instant at) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql(CHANGE)
                .param("id", changes.stream().map(c -> c.bidId().toString()).toArray(String[]::new))
                .param("version", changes.stream().map(Change::version).toArray(Long[]::new))
                .param("code", changes.stream().map(c -> c.code().name()).toArray(String[]::new))
                .param(
                        "message",
                        changes.stream().map(c -> Wording.of(c.code())).toArray(String[]::new))
                .param("next", changes.stream().map(WaitReasons::next).toArray(String[]::new))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static @Nullable String next(Change change) {
        Instant next = change.next();
        return next == null ? null : next.toString();
    }
}
