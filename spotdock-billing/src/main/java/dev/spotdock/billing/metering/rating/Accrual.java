package dev.spotdock.billing.metering.rating;

import java.math.BigInteger;

/**
 * A sum of rate times milliseconds, as what is due for it and what is left over. Exact: where a
 * product does not fit 64 bits, which is rare, it is worked out in full.
 *
 * @param due whole micro-units
 * @param rest less than a micro-unit, in its 3,600,000ths
 */
record Accrual(long due, long rest) {

    private static final long PER_MICRO = 3_600_000L;
    private static final BigInteger PER_MICRO_EXACT = BigInteger.valueOf(PER_MICRO);

    static Accrual of(BigInteger sum) {
        BigInteger[] parts = sum.divideAndRemainder(PER_MICRO_EXACT);
        return new Accrual(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** The sum itself. */
    BigInteger sum() {
        return BigInteger.valueOf(due).multiply(PER_MICRO_EXACT).add(BigInteger.valueOf(rest));
    }

    /**
     * Some time later.
     *
     * @param rate at least 0
     * @param millis at least 0
     */
    Accrual plus(long rate, long millis) {
        long more = rate * millis + rest;
        return Math.multiplyHigh(rate, millis) == 0 && more >= rest
                ? new Accrual(Math.addExact(due, more / PER_MICRO), more % PER_MICRO)
                : of(sum().add(product(rate, millis)));
    }

    /**
     * How many milliseconds it takes until that much more is due.
     *
     * @param micros 0 or less: none
     * @param rate more than 0
     * @return {@link Long#MAX_VALUE} for more than that
     */
    long millisUntil(long micros, long rate) {
        if (micros <= 0) {
            return 0;
        }
        long missing = micros * PER_MICRO;
        if (Math.multiplyHigh(micros, PER_MICRO) == 0 && missing > 0) {
            return Math.ceilDiv(missing - rest, rate);
        }
        BigInteger[] parts =
                product(micros, PER_MICRO)
                        .subtract(BigInteger.valueOf(rest))
                        .divideAndRemainder(BigInteger.valueOf(rate));
        BigInteger millis = parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
        return millis.bitLength() < Long.SIZE ? millis.longValueExact() : Long.MAX_VALUE;
    }

    static BigInteger product(long rate, long millis) {
        return BigInteger.valueOf(rate).multiply(BigInteger.valueOf(millis));
    }
}
