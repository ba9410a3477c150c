package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What wallets paid, and the accounts of the sellers who earned it. */
@Component
public class Purchases {

    private final JdbcClient jdbc;
    private final Ids ids;

    Purchases(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** What holds were captured for, by reference; those that were not are left out. */
    public Map<UUID, Purchase.Terms> of(List<UUID> references) {
        if (references.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        """
                        select p.reference, a.owner, p.amount, coalesce(f.amount, 0) as fee
                        from billing.transfer p
                        join billing.account a on a.id = p.credit
                        left join billing.transfer f
                            on f.reference = p.reference and f.kind = 'fee'
                        where p.reference = any(:references::uuid[]) and p.kind = 'purchase'
                        """)
                .param("references", Columns.texts(references, reference -> reference))
                .query((row, number) ->
                        Map.entry(
                                row.getObject("reference", UUID.class),
                                new Purchase.Terms(
                                        new AccountId(row.getObject("owner", UUID.class)),
                                        row.getLong("amount"),
                                        row.getLong("fee"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the seller has got what the capture of that hold has earned. */
    public boolean isPaidOut(UUID reference) {
        return jdbc.sql(
                        """
                        select exists (select from billing.transfer
                            where reference = ? and kind = 'sale')
                        """)
                .param(reference)
                .query(Boolean.class)
                .single();
    }

    /**
     * The sellers' sides of the journal, opened with the first sale. Somebody else may open one at
     * the same time: whoever is second waits, and finds it.
     *
     * @param sellers each once
     */
    Map<AccountId, UUID> accounts(List<AccountId> sellers) {
        Map<AccountId, UUID> found = find(sellers);
        if (found.size() == sellers.size()) {
            return found;
        }
        open(sellers.stream().filter(seller -> !found.containsKey(seller)).toList());
        return find(sellers);
    }

    private Map<AccountId, UUID> find(List<AccountId> sellers) {
        if (sellers.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        """
                        select id, owner from billing.account
                        where kind = 'seller' and owner = any(:sellers::uuid[])
                        """)
                .param("sellers", Columns.texts(sellers, seller -> seller))
                .query((row, number) ->
                        Map.entry(
                                new AccountId(row.getObject("owner", UUID.class)),
                                row.getObject("id", UUID.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * In the order of their owners, so that two who open the same ones never wait for each other.
     */
    private void open(List<AccountId> sellers) {
        jdbc.sql(
                        """
                        insert into billing.account (id, kind, owner)
                        select id, 'seller', owner
                        from unnest(:id::uuid[], :owner::uuid[]) as s(id, owner) order by owner
                        on conflict do nothing
                        """)
                .param("id", Columns.texts(sellers, seller -> ids.next()))
                .param("owner", Columns.texts(sellers, seller -> seller))
                .update();
    }
}
