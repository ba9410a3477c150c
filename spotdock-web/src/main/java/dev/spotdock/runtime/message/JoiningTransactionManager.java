package dev.spotdock.runtime.message;

import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

/**
 * Spring's transactions for Axon. A unit of work that fails inside another one's transaction dooms
 * it; Axon's own adapter would let the outer one commit the failed one's writes.
 */
final class JoiningTransactionManager extends SpringTransactionManager {

    private final PlatformTransactionManager transactions;

    JoiningTransactionManager(PlatformTransactionManager transactions) {
        super(transactions);
        this.transactions = transactions;
    }

    @Override
    protected void rollbackTransaction(TransactionStatus status) {
        if (!status.isCompleted()) {
            transactions.rollback(status);
        }
    }
}
