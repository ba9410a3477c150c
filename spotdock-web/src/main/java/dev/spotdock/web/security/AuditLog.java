package dev.spotdock.web.security;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who did what, rows of {@code web.audit_event}; in the transaction of what was done. */
@Repository
class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private static final int SECONDS_PER_MINUTE = 60;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    private final AuditProperties settings;
    private final BriefQuestions questions;
    private long minute;
    private int refusals;

    AuditLog(
            JdbcClient jdbc,
            InstantSource clock,
            AuditProperties settings,
            BriefQuestions questions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.questions = questions;
    }

    /**
     * Writes down what anybody can cause, without an end to it if nobody bounds it. What goes
     * beyond so many a minute is counted only ({@code spotdock.web.refused}).
     */
    void recordRefusal(AuditEvent event) {
        if (!mayRecord()) {
            return;
        }
        String address = address();
        String trace = MDC.get("traceId");
        try {
            questions.ask(true, () -> insert(event, address, trace));
        } catch (DataAccessException e) { // the refusal stands without it
            log.warn("a refusal is not in the audit log: {}", e.toString());
        }
    }

    private synchronized boolean mayRecord() {
        long now = clock.instant().getEpochSecond() / SECONDS_PER_MINUTE;
        if (now != minute) {
            minute = now;
            refusals = 0;
        }
        return ++refusals <= settings.refusalsPerMinute();
    }

    /** Adds how it ended. */
    void finish(long id, String result) {
        jdbc.sql("update web.audit_event set result = :result where id = :id")
                .param("result", result)
                .param("id", id)
                .update();
    }

    /**
     * Writes it down, with the address and the trace of the request that this thread answers.
     *
     * @return its id
     */
    long record(AuditEvent event) {
        return insert(event, address(), MDC.get("traceId"));
    }

    private long insert(AuditEvent event, @Nullable String address, @Nullable String trace) {
        return jdbc.sql(
                        """
                        insert into web.audit_event
                            (at, type, account_id, subject, detail, result, address, trace_id)
                        values (:at, :type, :account, :subject, :detail, :result, :address, :trace)
                        returning id
                        """)
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .param("type", event.type())
                .param("account", event.accountId() == null ? null : event.accountId().value())
                .param("subject", event.subject())
                .param("detail", event.detail())
                .param("result", event.result())
                .param("address", address)
                .param("trace", trace)
                .query(Long.class)
                .single();
    }

    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here
                ? ClientAddress.of(here.getRequest())
                : null;
    }
}
