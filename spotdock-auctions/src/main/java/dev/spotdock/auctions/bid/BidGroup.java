package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.SubmitBidBatch;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.message.Commands;
import java.util.List;
import org.springframework.stereotype.Component;

/** Bids that arrive together are taken in together. */
@Component
class BidGroup implements CommandGroup<SubmitBid> {

    @Override
    public Class<?> type() {
        return SubmitBid.class;
    }

    @Override
    public int sizeMax() {
        return SubmitBidBatch.SIZE_MAX;
    }

    @Override
    public List<Answer> send(Commands bus, List<SubmitBid> bids) {
        return bus.send(new SubmitBidBatch(bids)).stream()
                .<Answer>map(Answer.Handled::new)
                .toList();
    }
}
