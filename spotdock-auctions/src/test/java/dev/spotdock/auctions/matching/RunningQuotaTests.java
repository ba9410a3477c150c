package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.Market;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningQuotaTests {

    private static final Market market = Market.start("spotdock.auctions.quota.running-bids=2");

    private final AccountId account = new AccountId(market.id());

    @BeforeEach
    void moreThanEnoughCapacity() {
        Market.fresh();
        market.node("n1", 64_000, 131_072);
    }

    @AfterAll
    static void close() {
        market.close();
    }

    /**
     * One run finds out that its lease went with the tables, one places, one says why others wait.
     */
    private static void match() {
        for (int i = 0; i < 3; i++) {
            market.run("matching");
        }
    }

    private BidDetails accepted(AccountId owner, String pool) {
        return market.accepted(new BidForm(market.oneSlot()).owner(owner).pool(pool).bid());
    }

    private List<BidMatched> matched() {
        return market.events().of(BidMatched.class).stream()
                .filter(event -> event.accountId().equals(account))
                .toList();
    }

    private String reason(BidDetails bid) {
        return market.jdbc()
                .sql("select reason_code from auctions.bid where id = :id")
                .param("id", bid.bidId().value())
                .query(String.class)
                .single();
    }

    @Test
    void onePlanPlacesNoMoreThanTheQuotaAndTheRestSaysWhyItWaits() {
        BidDetails first = accepted(account, "default");
        BidDetails second = accepted(account, "default");
        BidDetails third = accepted(account, "default");
        match();
        assertThat(matched())
                .extracting(BidMatched::bidId)
                .containsExactly(first.bidId(), second.bidId());
        assertThat(reason(third)).isEqualTo("QUOTA");
    }

    @Test
    void othersPassWhoeverIsAtTheQuota() {
        accepted(account, "default");
        accepted(account, "default");
        accepted(account, "default");
        BidDetails others = accepted(new AccountId(market.id()), "default");
        match();
        assertThat(market.events().of(BidMatched.class))
                .extracting(BidMatched::bidId)
                .contains(others.bidId());
        assertThat(matched()).hasSize(2);
    }

    @Test
    void whatEndsMakesRoom() {
        accepted(account, "default");
        accepted(account, "default");
        BidDetails third = accepted(account, "default");
        match();
        BidMatched over = matched().getFirst();
        market.send(
                new EndAllocation(
                        over.bidId(),
                        over.allocationId(),
                        AllocationEnd.EXITED,
                        market.now().plusSeconds(9),
                        0,
                        ""));
        match();
        assertThat(matched()).extracting(BidMatched::bidId).contains(third.bidId());
    }

    @Test
    void eachPoolHasItsOwn() {
        market.node("dear", "n2", 64_000, 131_072);
        accepted(account, "default");
        accepted(account, "default");
        BidId elsewhere = accepted(account, "dear").bidId();
        match();
        assertThat(matched()).extracting(BidMatched::bidId).contains(elsewhere).hasSize(3);
    }
}
