package dev.spotdock.web;

import dev.spotdock.billing.PaymentGateway;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Collects whatever it is asked for, unless it is told not to. */
public final class RecordingGateway implements PaymentGateway {

    public final List<Payment> asked = new CopyOnWriteArrayList<>();

    /** Why everything is declined; null: it is not. */
    public volatile @Nullable String declines;

    void reset() {
        asked.clear();
        declines = null;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Result collect(Payment payment) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("asked within a transaction");
        }
        asked.add(payment);
        String reason = declines;
        return reason == null ? new Result.Received() : new Result.Declined(reason);
    }
}
