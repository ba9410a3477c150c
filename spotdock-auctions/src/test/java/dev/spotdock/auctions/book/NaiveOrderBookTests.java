package dev.spotdock.auctions.book;

class NaiveOrderBookTests implements OrderBookContract {

    private final OrderBook book = new NaiveOrderBook();

    @Override
    public OrderBook book() {
        return book;
    }
}
