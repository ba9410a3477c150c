package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bid as Redis keeps it: {@code bid.lua} writes it. */
final class LotBidText {

    /** The last one is the idempotency key, which may have any character. */
    private static final int FIELDS = 13;

    private static final String YES = "1";

    private LotBidText() {}

    /**
     * Reads an entry of a lot's stream.
     *
     * @param entryId {@code <sequence>-0}
     * @throws IllegalArgumentException if another version of SpotDock wrote it
     */
    static StoredLotBid read(String entryId, String text) {
        String[] fields = text.split("\\|", FIELDS);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("expected a bid on a lot but got " + text);
        }
        return new StoredLotBid(
                UUID.fromString(fields[0]),
                new LotBidEntry(
                        Long.parseLong(entryId.substring(0, entryId.indexOf('-'))),
                        AccountId.of(fields[1]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[4])),
                Integer.parseInt(fields[2]),
                fields[5].equals(YES),
                fields[6].equals(YES),
                fields[7].equals(YES),
                number(fields[8]),
                fields[9].isEmpty() ? null : Integer.valueOf(fields[9]),
                instant(fields[10]),
                instant(fields[11]),
                fields[12].isEmpty() ? null : fields[12]);
    }

    /** A number that may be missing. */
    static @Nullable Long number(String text) {
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    static Instant instant(String epochMillis) {
        return Instant.ofEpochMilli(Long.parseLong(epochMillis));
    }

    /** What {@code bid.lua} compares when a key comes again. */
    static String content(LotBidCall.@Nullable Offer offer) {
        return offer == null ? "/" : offer.amount() + "/" + offer.maximum();
    }

    /** What {@code bid.lua} keeps under an idempotency key. */
    static String kept(StoredLotBid bid) {
        LotBidEntry entry = bid.entry();
        LotBidCall.Offer offer =
                bid.bought() ? null : new LotBidCall.Offer(entry.amount(), entry.maximum());
        return String.join(
                "|",
                content(offer),
                bid.id().toString(),
                Long.toString(entry.sequence()),
                Integer.toString(bid.bidderNumber()),
                bid.leading() ? YES : "0",
                bid.priceAfter() == null ? "" : bid.priceAfter().toString(),
                Long.toString(bid.endsAfter().toEpochMilli()),
                Long.toString(bid.acceptedAt().toEpochMilli()),
                "");
    }

    /** A lot's state for {@code open.lua}, a field a line. */
    static String fields(LotSnapshot lot) {
        LotOpening opening = lot.opening();
        AntiSniping antiSniping = opening.antiSniping();
        AccountId leader = lot.state().leader();
        StringBuilder lines = new StringBuilder();
        line(lines, "state", lot.open() ? "OPEN" : "CLOSED");
        line(lines, "seller", opening.seller());
        line(lines, "auction", opening.auctionId());
        line(lines, "start", opening.terms().startingPrice());
        line(lines, "inc", opening.terms().increment());
        line(lines, "buy", opening.terms().buyNow());
        line(lines, "deposit", opening.deposit() == null ? null : opening.deposit().micros());
        line(lines, "window", antiSniping == null ? 0 : antiSniping.window().toMillis());
        line(lines, "ext", antiSniping == null ? 0 : antiSniping.extension().toMillis());
        line(lines, "left", lot.extensionsLeft());
        line(lines, "ends", lot.endsAt().toEpochMilli());
        line(lines, "seq", lot.sequence());
        line(lines, "ceiling", lot.ceiling());
        line(lines, "count", lot.bids());
        line(lines, "at", 0);
        line(lines, "leader", leader);
        line(lines, "number", leader == null ? null : lot.leaderNumber());
        line(lines, "max", lot.state().ceiling());
        line(lines, "price", lot.state().price());
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, @Nullable Object value) {
        lines.append(name).append(' ').append(value == null ? "" : value).append('\n');
    }
}
