package dev.spotdock.auctions.book;

import dev.spotdock.auctions.ListBookLevels.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The waiting bids of each pool, best effective unit price first, then first come, first served. An
 * index only: PostgreSQL decides. A book that is not at least at the caller's position is
 * <em>stale</em>: it lost changes, or is another one, and is to be rebuilt.
 *
 * <p>Every method throws {@link org.springframework.dao.DataAccessException} if the store cannot be
 * reached.
 */
public interface OrderBook {

    /** What {@link #best} and {@link #depth} yield at most. */
    int LIMIT_MAX = 1000;

    /**
     * Makes and counts changes.
     *
     * @param before the position that these changes follow; the book then counts {@code
     *     before.applied() + changes.size()}
     * @param changes any number, in order
     * @return false if the book is stale; then nothing, or not everything, was changed
     */
    boolean apply(String pool, BookPosition before, List<BookChange> changes);

    /**
     * Makes changes without counting them: a head start on the projection, or part of a rebuild.
     *
     * @return false if the book is of another epoch; then nothing, or not everything, was changed
     */
    boolean correct(String pool, long epoch, List<BookChange> changes);

    /**
     * Reads a page, best first.
     *
     * @param after the last entry of the page before, whether or not it still waits; null: the best
     * @param limit 1 to {@value #LIMIT_MAX}
     * @return empty if the book is stale
     */
    Optional<BookPage> best(String pool, BookPosition at, @Nullable BookEntry after, int limit);

    /**
     * Sums up the price levels, best first.
     *
     * @param limit 1 to {@value #LIMIT_MAX}
     * @return empty if the book is stale
     */
    Optional<List<Level>> depth(String pool, BookPosition at, int limit);

    /** Empties the book and opens an epoch; it stays stale until it is sealed. */
    void reset(String pool, long epoch);

    /**
     * Declares that the book of this epoch is complete up to this position.
     *
     * @return false if it is of another epoch by now
     */
    boolean seal(String pool, BookPosition at);
}
