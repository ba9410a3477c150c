package dev.spotdock.auctions.timed.intake;

class NaiveLotBidLogTests implements LotBidLogContract {

    private final NaiveLotBidLog log = new NaiveLotBidLog();

    @Override
    public LotBidLog log() {
        return log;
    }
}
