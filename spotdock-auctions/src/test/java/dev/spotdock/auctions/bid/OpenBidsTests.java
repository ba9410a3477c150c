package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidSubmitted;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many bids an account may have open. */
class OpenBidsTests {

    private static final int LIMIT = 3;
    private static final Outcome<BidDetails, BidRejection> REFUSED =
            Outcome.refused(new BidRejection.QuotaUsed(LIMIT));

    private static final Market market = Market.start("spotdock.auctions.quota.open-bids=" + LIMIT);

    private AccountId account = new AccountId(market.id());

    @BeforeEach
    void emptyMarket() {
        Market.fresh();
        account = new AccountId(market.id());
    }

    @AfterAll
    static void close() {
        market.close();
    }

    private SubmitBid bid() {
        return new BidForm(market.oneSlot()).owner(account).bid();
    }

    @Test
    void oneMoreThanTheQuotaIsRefusedBeforeAnythingIsWritten() {
        for (int i = 0; i < LIMIT; i++) {
            market.accepted(bid());
        }
        int told = market.events().of(BidSubmitted.class).size();
        int held = market.funding().holds.size();
        assertThat(market.send(bid())).isEqualTo(REFUSED);
        assertThat(market.events().of(BidSubmitted.class)).hasSize(told);
        assertThat(market.funding().holds).hasSize(held);
    }

    @Test
    void whatEndedMakesRoomAndOtherAccountsAreNotConcerned() {
        BidDetails first = market.accepted(bid());
        market.accepted(bid());
        market.accepted(bid());
        market.accepted(market.oneSlot());
        assertThat(market.send(bid())).isEqualTo(REFUSED);
        market.send(new CancelBid(first.bidId(), account, market.now()));
        market.accepted(bid());
        assertThat(market.send(bid())).isEqualTo(REFUSED);
    }

    @Test
    void ofABatchTheFirstOnesAreTaken() {
        List<SubmitBid> bids = IntStream.range(0, 5).mapToObj(_ -> bid()).toList();
        List<Outcome<BidDetails, BidRejection>> outcomes = market.send(new SubmitBidBatch(bids));
        assertThat(outcomes.subList(0, LIMIT)).noneMatch(REFUSED::equals);
        assertThat(outcomes.subList(LIMIT, 5)).allMatch(REFUSED::equals);
    }

    @Test
    void bidsThatAreSentAtOnceDoNotPassTogether() throws Exception {
        for (int round = 0; round < 20; round++) {
            account = new AccountId(market.id());
            assertThat(sendAtOnce(8)).as("round " + round).isEqualTo(LIMIT);
        }
    }

    private long sendAtOnce(int count) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<Outcome<BidDetails, BidRejection>>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                SubmitBid bid = bid();
                answers.add(threads.submit(() -> market.send(bid)));
            }
            long accepted = 0;
            for (var answer : answers) {
                accepted += answer.get().equals(REFUSED) ? 0 : 1;
            }
            return accepted;
        }
    }
}
