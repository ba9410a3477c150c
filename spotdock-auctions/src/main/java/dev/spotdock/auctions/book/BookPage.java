package dev.spotdock.auctions.book;

import java.util.List;

/**
 * Part of a book.
 *
 * @param applied changes that the book has counted: the same number, the same book
 * @param entries best first
 */
public record BookPage(long applied, List<BookEntry> entries) {

    public BookPage {
        entries = List.copyOf(entries);
    }
}
