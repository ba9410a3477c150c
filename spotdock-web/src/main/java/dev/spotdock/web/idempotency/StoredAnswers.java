package dev.spotdock.web.idempotency;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** First answers, rows of {@code web.idempotency}. */
@Repository
class StoredAnswers {

    private final JdbcClient jdbc;

    StoredAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who asks for what under which key. */
    record Slot(String owner, String operation, String key) {}

    /**
     * Claims the slot until the transaction ends.
     *
     * @return false if another transaction, on any instance, has claimed it
     */
    boolean claim(Slot slot) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:slot, 0))")
                .param("slot", slot.toString())
                .query(Boolean.class)
                .single();
    }

    /** The slot's answer, unless it is older than {@code since}. */
    Optional<StoredAnswer> find(Slot slot, Instant since) {
        return jdbc.sql(
                        """
                        select request_hash, status, location, etag, body from web.idempotency
                        where owner = :owner and operation = :operation and key = :key
                          and created_at > :since
                        """)
                .param("owner", slot.owner())
                .param("operation", slot.operation())
                .param("key", slot.key())
                .param("since", Timestamp.from(since))
                .query(StoredAnswer.class)
                .optional();
    }

    /**
     * Stores the slot's answer, in place of one older than {@code since}.
     *
     * @return false if there is a younger one
     */
    boolean store(Slot slot, StoredAnswer answer, Instant since, Instant at) {
        return jdbc.sql(
                                """
                                insert into web.idempotency as stored
                                    (owner, operation, key, request_hash, status, location, etag, body,
                                     created_at)
                                values (:owner, :operation, :key, :hash, :status, :location, :etag,
                                        :body, :at)
                                on conflict (owner, operation, key) do update
                                    set request_hash = excluded.request_hash,
                                        status = excluded.status, location = excluded.location,
                                        etag = excluded.etag, body = excluded.body,
                                        created_at = excluded.created_at
                                    where stored.created_at <= :since
                                """)
                        .param("owner", slot.owner())
                        .param("operation", slot.operation())
                        .param("key", slot.key())
                        .param("hash", answer.requestHash())
                        .param("status", answer.status())
                        .param("location", answer.location())
                        .param("etag", answer.etag())
                        .param("body", answer.body())
                        .param("at", Timestamp.from(at))
                        .param("since", Timestamp.from(since))
                        .update()
                == 1;
    }

    /** Removes at most {@code limit} answers that are not younger than {@code until}. */
    int removeUntil(Instant until, int limit) {
        return jdbc.sql(
                        """
                        delete from web.idempotency where (owner, operation, key) in (
                            select owner, operation, key from web.idempotency
                            where created_at <= :until order by created_at limit :limit
                            for update skip locked)
                        """)
                .param("until", Timestamp.from(until))
                .param("limit", limit)
                .update();
    }
}
