package dev.spotdock.web.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Who may reach what: one line per place, and nothing else is reached by anybody. What of a place
 * belongs to whom is decided by the module that keeps it.
 */
public final class AccessTable {

    /** Who may, by what the account is. */
    public enum Who {
        ANYONE,
        ACCOUNT,
        /** Sellers, and operators. */
        SELLER,
        OPERATOR
    }

    /**
     * A line.
     *
     * @param path a pattern, as it stands at the handler
     * @param scope what a confined credential needs as well; null: nothing
     * @param offline whether credentials are taken also while PostgreSQL does not answer; roles are
     *     not known then
     */
    public record Rule(
            HttpMethod method, String path, Who who, @Nullable Scope scope, boolean offline) {

        private Rule alsoOffline() {
            return new Rule(method, path, who, scope, true);
        }

        /** Whether a credential's caller may. */
        boolean admits(Caller caller) {
            return switch (who) {
                case ANYONE -> true;
                case ACCOUNT -> hasScope(caller);
                case SELLER ->
                        (caller.roles().contains(Role.SELLER)
                                        || caller.roles().contains(Role.OPERATOR))
                                && hasScope(caller);
                case OPERATOR -> caller.roles().contains(Role.OPERATOR) && hasScope(caller);
            };
        }

        boolean hasScope(Caller caller) {
            return scope == null || caller.scopes().contains(scope);
        }
    }

    static final List<Rule> RULES =
            List.of(
                    anyone(GET, "/livez"),
                    anyone(GET, "/readyz"),
                    anyone(GET, "/actuator/health"),
                    anyone(GET, "/actuator/health/**"),
                    anyone(GET, "/v3/api-docs"),
                    anyone(GET, "/v3/api-docs.yaml"),
                    anyone(GET, "/v3/api-docs/swagger-config"),
                    anyone(GET, "/v3/async-docs"),
                    anyone(GET, "/swagger-ui.html"),
                    anyone(GET, "/swagger-ui/**"),
                    operator(GET, "/actuator"),
                    operator(GET, "/actuator/info"),
                    operator(GET, "/actuator/prometheus"),
                    anyone(POST, "/api/v1/accounts"),
                    anyone(POST, "/api/v1/tokens"),
                    anyone(POST, "/api/v1/session"),
                    account(GET, "/api/v1/session", null),
                    anyone(DELETE, "/api/v1/session"),
                    account(GET, "/api/v1/me", null),
                    account(POST, "/api/v1/api-keys", Scope.KEYS),
                    account(GET, "/api/v1/api-keys", Scope.KEYS),
                    account(DELETE, "/api/v1/api-keys/{id}", Scope.KEYS),
                    operator(GET, "/api/v1/accounts"),
                    account(GET, "/api/v1/accounts/{id}", null),
                    operator(PATCH, "/api/v1/accounts/{id}"),
                    account(GET, "/api/v1/bids", Scope.BIDS_READ),
                    account(GET, "/api/v1/bids/{id}", Scope.BIDS_READ),
                    account(GET, "/api/v1/bids/{id}/history", Scope.BIDS_READ),
                    account(GET, "/api/v1/bids/{id}/logs", Scope.BIDS_READ),
                    account(POST, "/api/v1/bids", Scope.BIDS_WRITE),
                    account(PATCH, "/api/v1/bids/{id}", Scope.BIDS_WRITE),
                    account(DELETE, "/api/v1/bids/{id}", Scope.BIDS_WRITE),
                    account(POST, "/api/v1/bids/{id}/eviction-drill", Scope.BIDS_WRITE),
                    seller(POST, "/api/v1/vehicles", Scope.AUCTIONS_WRITE),
                    account(GET, "/api/v1/vehicles", Scope.AUCTIONS_READ),
                    account(GET, "/api/v1/vehicles/{id}", Scope.AUCTIONS_READ),
                    seller(POST, "/api/v1/auctions", Scope.AUCTIONS_WRITE),
                    account(GET, "/api/v1/auctions", Scope.AUCTIONS_READ),
                    account(GET, "/api/v1/auctions/{id}", Scope.AUCTIONS_READ),
                    seller(POST, "/api/v1/auctions/{id}/schedule", Scope.AUCTIONS_WRITE),
                    seller(POST, "/api/v1/auctions/{id}/open", Scope.AUCTIONS_WRITE),
                    seller(POST, "/api/v1/auctions/{id}/close", Scope.AUCTIONS_WRITE),
                    seller(POST, "/api/v1/auctions/{id}/cancel", Scope.AUCTIONS_WRITE),
                    seller(POST, "/api/v1/auctions/{id}/lots", Scope.AUCTIONS_WRITE),
                    account(GET, "/api/v1/auctions/{id}/lots", Scope.AUCTIONS_READ),
                    account(GET, "/api/v1/lots/{id}", Scope.AUCTIONS_READ),
                    account(POST, "/api/v1/lots/{id}/bids", Scope.AUCTIONS_WRITE).alsoOffline(),
                    account(GET, "/api/v1/lots/{id}/bids", Scope.AUCTIONS_READ),
                    account(POST, "/api/v1/lots/{id}/buy-now", Scope.AUCTIONS_WRITE),
                    seller(POST, "/api/v1/lots/{id}/withdraw", Scope.AUCTIONS_WRITE),
                    operator(POST, "/api/v1/lots/{id}/decide"),
                    operator(GET, "/api/v1/lot-losses"),
                    operator(POST, "/api/v1/accounts/{id}/lift-default"),
                    account(GET, "/api/v1/reservations", Scope.AUCTIONS_READ),
                    account(GET, "/api/v1/reservations/{id}", Scope.AUCTIONS_READ),
                    account(GET, "/api/v1/pools", Scope.MARKET_READ),
                    account(GET, "/api/v1/pools/{pool}", Scope.MARKET_READ),
                    account(GET, "/api/v1/pools/{pool}/book", Scope.MARKET_READ),
                    account(GET, "/api/v1/pools/{pool}/prices", Scope.MARKET_READ),
                    account(GET, "/api/v1/pools/{pool}/prices/percentiles", Scope.MARKET_READ),
                    account(POST, "/api/v1/pools/{pool}/quotes", Scope.MARKET_READ),
                    account(GET, "/api/v1/wallet", Scope.WALLET_READ),
                    account(GET, "/api/v1/wallet/entries", Scope.WALLET_READ),
                    account(GET, "/api/v1/invoices", Scope.WALLET_READ),
                    account(GET, "/api/v1/invoices/{id}", Scope.WALLET_READ),
                    account(GET, "/api/v1/invoices/{id}/lines", Scope.WALLET_READ),
                    account(GET, "/api/v1/events", Scope.EVENTS_READ),
                    account(GET, "/api/v1/events/stream", Scope.EVENTS_READ),
                    anyone(GET, "/ws/events"), // its first message may have the credential
                    anyone(GET, "/schemas/{type}.json"),
                    account(POST, "/api/v1/webhooks", Scope.WEBHOOKS),
                    account(GET, "/api/v1/webhooks", Scope.WEBHOOKS),
                    account(GET, "/api/v1/webhooks/{id}", Scope.WEBHOOKS),
                    account(PATCH, "/api/v1/webhooks/{id}", Scope.WEBHOOKS),
                    account(DELETE, "/api/v1/webhooks/{id}", Scope.WEBHOOKS),
                    account(POST, "/api/v1/webhooks/{id}/secret", Scope.WEBHOOKS),
                    account(POST, "/api/v1/webhooks/{id}/test", Scope.WEBHOOKS),
                    account(POST, "/api/v1/webhooks/{id}/replay", Scope.WEBHOOKS),
                    account(GET, "/api/v1/webhooks/{id}/deliveries", Scope.WEBHOOKS),
                    account(
                            POST,
                            "/api/v1/webhooks/{id}/deliveries/{deliveryId}/replay",
                            Scope.WEBHOOKS),
                    operator(POST, "/api/v1/wallets/{accountId}/deposits"),
                    operator(GET, "/api/v1/ledger/audit"),
                    operator(GET, "/api/v1/audit-events"),
                    operator(GET, "/api/v1/nodes"),
                    operator(POST, "/api/v1/nodes"),
                    operator(DELETE, "/api/v1/nodes/{name}"),
                    operator(POST, "/api/v1/nodes/{name}/cordon"),
                    operator(POST, "/api/v1/nodes/{name}/uncordon"),
                    operator(POST, "/api/v1/nodes/{name}/drain"));

    private AccessTable() {}

    private static Rule anyone(HttpMethod method, String path) {
        return new Rule(method, path, Who.ANYONE, null, false);
    }

    private static Rule account(HttpMethod method, String path, @Nullable Scope scope) {
        return new Rule(method, path, Who.ACCOUNT, scope, false);
    }

    private static Rule seller(HttpMethod method, String path, Scope scope) {
        return new Rule(method, path, Who.SELLER, scope, false);
    }

    private static Rule operator(HttpMethod method, String path) {
        return new Rule(method, path, Who.OPERATOR, Scope.OPERATOR, false);
    }

    /** The line of a handler. */
    public static Optional<Rule> of(HttpMethod method, String path) {
        return RULES.stream()
                .filter(rule -> rule.method().equals(method) && rule.path().equals(path))
                .findFirst();
    }
}
