package dev.spotdock.auctions.timed.winner;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Lots and bids as they come, with close amounts, so that ties and bounds are met often. */
public record RandomBids(LotTerms terms, List<LotBidEntry> bids) {

    private static final int BIDDERS = 5;
    private static final int BIDS_MAX = 40;

    public static RandomBids of(RandomGenerator random) {
        long unit = random.nextInt(4) == 0 ? 20_000_000_000_000L : 1;
        LotTerms terms =
                new LotTerms(
                        unit * random.nextLong(1, 11),
                        unit * random.nextLong(1, 4),
                        random.nextBoolean() ? unit * random.nextLong(1, 40) : null,
                        null);
        List<LotBidEntry> bids = new ArrayList<>();
        int count = random.nextInt(BIDS_MAX + 1);
        for (int i = 1; i <= count; i++) {
            long amount = unit * random.nextLong(1, 12 + i / 2);
            long maximum = random.nextBoolean() ? amount : amount + unit * random.nextLong(15);
            String bidder = Character.toString('A' + random.nextInt(BIDDERS));
            bids.add(new LotBidEntry(i, WinnerCase.account(bidder), amount, maximum));
        }
        return new RandomBids(terms, bids);
    }
}
