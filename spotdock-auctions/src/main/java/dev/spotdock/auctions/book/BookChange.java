package dev.spotdock.auctions.book;

import dev.spotdock.kernel.id.BidId;

/** A change of a book; repeating it, or making it late, changes nothing. */
public sealed interface BookChange {

    /** The bid waits. Ignored if the book has it at a greater version. */
    record Put(BookEntry entry) implements BookChange {}

    /** The bid waits no longer. Ignored if the book has it at a greater version. */
    record Remove(BidId bidId, long version) implements BookChange {}
}
