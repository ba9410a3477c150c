package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes what accounts may do, at once and everywhere. */
@Component
public class AccountChanges {

    private final Accounts accounts;
    private final IdentityChanges changes;
    private final AuditLog audit;
    private final Transactions transactions;

    AccountChanges(
            Accounts accounts, IdentityChanges changes, AuditLog audit, Transactions transactions) {
        this.accounts = accounts;
        this.changes = changes;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * What becomes of an account.
     *
     * @param roles null: as they are
     * @param disabled null: as it is
     */
    public record Change(@Nullable Set<Role> roles, @Nullable Boolean disabled) {

        Account of(Account before) {
            return new Account(
                    before.id(),
                    before.email(),
                    before.name(),
                    roles == null ? before.roles() : roles,
                    disabled == null ? before.disabled() : disabled,
                    before.version(),
                    before.createdAt());
        }
    }

    /**
     * Changes an account; the same again changes nothing. Its tokens end, its keys follow.
     *
     * @param versions which may be changed; null: any
     * @throws Problem {@code not-found}, {@code version-mismatch}, or {@code conflict} if nobody
     *     would be left to be operator
     */
    public Account change(
            Caller operator, AccountId id, Change change, @Nullable Set<Long> versions) {
        return transactions.inTransaction(() -> {
            List<Account> locked = accounts.lockWithOperators(id);
            Account before =
                    locked.stream()
                            .filter(account -> account.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> Problem.notFound("there is no such account"));
            if (versions != null && !versions.contains(before.version())) {
                throw Problem.of(
                        ProblemCode.VERSION_MISMATCH,
                        "the account has version %d".formatted(before.version()));
            }
            Account wanted = change.of(before);
            if (wanted.equals(before)) {
                return before;
            }
            refuseIfLast(before, wanted, locked);
            return store(operator, wanted);
        });
    }

    private static void refuseIfLast(Account before, Account wanted, List<Account> locked) {
        long operators = locked.stream().filter(Account::isActiveOperator).count();
        if (before.isActiveOperator() && !wanted.isActiveOperator() && operators == 1) {
            throw Problem.of(
                    ProblemCode.CONFLICT, "this is the last operator; make another one first");
        }
    }

    private Account store(Caller operator, Account wanted) {
        Account next =
                new Account(
                        wanted.id(),
                        wanted.email(),
                        wanted.name(),
                        wanted.roles(),
                        wanted.disabled(),
                        wanted.version() + 1,
                        wanted.createdAt());
        accounts.update(next);
        changes.announce(RecentChanges.ofAccount(next.id()));
        audit.record(
                AuditEvent.done("account-changed", operator.accountId())
                        .about(next.id().toString())
                        .with(
                                "roles=%s disabled=%s"
                                        .formatted(Role.joined(next.roles()), next.disabled())));
        return next;
    }
}
