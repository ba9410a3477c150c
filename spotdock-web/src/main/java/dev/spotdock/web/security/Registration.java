package dev.spotdock.web.security;

import dev.spotdock.billing.OpenWallet;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes accounts for whoever asks. */
@Component
public class Registration {

    private final Accounts accounts;
    private final Commands commands;
    private final AuditLog audit;
    private final Ids ids;
    private final InstantSource clock;
    private final boolean isOpen;

    Registration(
            Accounts accounts,
            Commands commands,
            AuditLog audit,
            Ids ids,
            InstantSource clock,
            SecurityProperties settings) {
        this.accounts = accounts;
        this.commands = commands;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.isOpen = settings.registration();
    }

    /**
     * Goes on only where anybody may make an account, or for an operator.
     *
     * @param caller null: nobody who is known
     * @throws Problem {@code forbidden}
     */
    public void refuseIfClosed(@Nullable Caller caller) {
        if (!isOpen && (caller == null || !caller.isOperator())) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN, "accounts are made by this installation's operators");
        }
    }

    /**
     * Makes a bidder and its wallet, in the transaction of whoever asks.
     *
     * @param passwordHash of {@link Passwords}
     * @throws Problem {@code conflict} if there is an account of that address
     */
    public Account register(String email, String name, String passwordHash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Account account =
                new Account(
                        new AccountId(ids.next()),
                        Accounts.lower(email),
                        name,
                        Set.of(Role.BIDDER),
                        false,
                        0,
                        now);
        if (!accounts.add(account, passwordHash)) {
            throw Problem.of(ProblemCode.CONFLICT, "there is an account of this email");
        }
        commands.send(new OpenWallet(account.id(), now));
        audit.record(AuditEvent.done("registration", account.id()).about(account.id().toString()));
        return account;
    }
}
