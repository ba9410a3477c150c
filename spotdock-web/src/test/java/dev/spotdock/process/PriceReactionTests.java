package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListRunningAccounts;
import dev.spotdock.auctions.PriceChanged;
import dev.spotdock.billing.ReconsiderWallets;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;

class PriceReactionTests {

    private static final int PAGE = WhenPriceChangedThenReconsiderWallets.PAGE;
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private final RecordingCommands commands = new RecordingCommands();
    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
    private final WhenPriceChangedThenReconsiderWallets reaction =
            new WhenPriceChangedThenReconsiderWallets(
                    commands, DefaultQueryGateway.builder().queryBus(bus).build());

    /** A pool in which these accounts have running bids. */
    record Pool(String name, List<AccountId> accounts) {

        @QueryHandler
        List<AccountId> answer(ListRunningAccounts query) {
            assertThat(query.pool()).isEqualTo(name);
            int from = query.after() == null ? 0 : accounts.indexOf(query.after()) + 1;
            return accounts.subList(from, Math.min(accounts.size(), from + query.limit()));
        }
    }

    @Test
    void everyWalletThatPaysInThePoolIsLookedAtPageByPage() {
        List<AccountId> accounts = accounts(PAGE + 1);
        when(accounts);
        assertThat(commands.sent())
                .isEqualTo(
                        List.of(
                                new ReconsiderWallets(accounts.subList(0, PAGE), AT),
                                new ReconsiderWallets(accounts.subList(PAGE, PAGE + 1), AT)));
    }

    @Test
    void whereNobodyRunsNothingHappens() {
        when(List.of());
        assertThat(commands.sent()).isEmpty();
    }

    private void when(List<AccountId> accounts) {
        new AnnotationQueryHandlerAdapter<>(new Pool("p", accounts)).subscribe(bus);
        reaction.on(new PriceChanged("p", 30_000, 10_000L, null, AT));
    }

    private static List<AccountId> accounts(int count) {
        return IntStream.range(0, count).mapToObj(i -> new AccountId(new UUID(0, i))).toList();
    }
}
