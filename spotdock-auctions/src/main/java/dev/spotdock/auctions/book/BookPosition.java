package dev.spotdock.auctions.book;

/**
 * Up to where a book is known to be right.
 *
 * @param epoch of its last rebuild
 * @param applied changes counted since the beginning of time
 */
public record BookPosition(long epoch, long applied) {

    /** Of a book that never was: no book in Redis has this epoch. */
    static final BookPosition NONE = new BookPosition(0, 0);

    BookPosition plus(long changes) {
        return new BookPosition(epoch, applied + changes);
    }
}
