package dev.spotdock.auctions.pricing;

import java.util.List;

/**
 * How long each price was the market price.
 *
 * @param times rising prices, at least one
 */
record TimeAtPrices(List<Time> times) {

    /**
     * One price.
     *
     * @param unitPrice micro-units per slot-hour
     * @param millis at least 0
     */
    record Time(long unitPrice, long millis) {}

    long millis() {
        return times.stream().mapToLong(Time::millis).sum();
    }

    /** How long a bid of that effective unit price would have run. */
    long millisAtOrBelow(long unitPrice) {
        return times.stream()
                .filter(time -> time.unitPrice() <= unitPrice)
                .mapToLong(Time::millis)
                .sum();
    }

    /**
     * The lowest price that was enough for at least so much of the time.
     *
     * @param percent 1 to 100
     */
    long percentile(int percent) {
        long needed = millis() * percent;
        long enough = 0;
        for (Time time : times) {
            enough += time.millis() * 100;
            if (enough >= needed) {
                return time.unitPrice();
            }
        }
        throw new IllegalStateException("no price in " + times);
    }
}
