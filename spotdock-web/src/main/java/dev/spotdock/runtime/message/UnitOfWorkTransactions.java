package dev.spotdock.runtime.message;

import dev.spotdock.kernel.message.Transactions;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A transaction is a root unit of work with a Spring transaction attached. */
@Component
final class UnitOfWorkTransactions implements Transactions {

    private static final String ROLLBACK_ONLY = UnitOfWorkTransactions.class.getName();

    private final TransactionManager transactions;

    UnitOfWorkTransactions(TransactionManager transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
        if (CurrentUnitOfWork.isStarted()) {
            return work.get();
        }
        UnitOfWork<Message<?>> unit =
                DefaultUnitOfWork.startAndGet(new GenericMessage<>("transaction"));
        unit.attachTransaction(transactions);
        unit.resources().put(ROLLBACK_ONLY, false);
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            unit.rollback(e);
            throw e;
        }
        if (Boolean.TRUE.equals(unit.resources().get(ROLLBACK_ONLY))) {
            unit.rollback();
        } else {
            unit.commit();
        }
        return result;
    }

    @Override
    public void rollbackOnly() {
        boolean ours =
                CurrentUnitOfWork.isStarted()
                        && CurrentUnitOfWork.get().root().resources().containsKey(ROLLBACK_ONLY);
        if (!ours) {
            throw new IllegalStateException("there is no transaction of inTransaction");
        }
        CurrentUnitOfWork.get().root().resources().put(ROLLBACK_ONLY, true);
    }
}
