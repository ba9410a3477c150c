package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bid as Redis keeps it: {@code bid.lua} writes it. */
final class LotBidText {

    /** The last one is the idempotency key, which may have any character. */
    private static final int FIELDS = 13;

    private static final String YES = "1";

    /** Where these are in a lot's {@code fold}. */
    private static final int COUNT = 1;

    private static final int LEADERS_NUMBER = 4;
    private static final int PRICE = 6;

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
        StringBuilder lines = new StringBuilder();
        line(lines, "state", lot.open() ? "OPEN" : "CLOSED");
        line(lines, "ends", lot.endsAt().toEpochMilli());
        line(lines, "seq", lot.sequence());
        line(lines, "ceiling", lot.ceiling());
        line(
                lines,
                "terms",
                opening.seller(),
                opening.auctionId(),
                opening.terms().startingPrice(),
                opening.terms().increment(),
                opening.terms().buyNow(),
                opening.deposit() == null ? null : opening.deposit().micros(),
                antiSniping == null ? 0 : antiSniping.window().toMillis(),
                antiSniping == null ? 0 : antiSniping.extension().toMillis());
        AccountId leader = lot.state().leader();
        line(
                lines,
                "fold",
                lot.extensionsLeft(),
                lot.bids(),
                0,
                leader,
                leader == null ? null : lot.leaderNumber(),
                lot.state().ceiling(),
                lot.state().price());
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, @Nullable Object... parts) {
        lines.append(name).append(' ');
        for (int i = 0; i < parts.length; i++) {
            Object part = parts[i];
            lines.append(i == 0 ? "" : "|").append(part == null ? "" : part);
        }
        lines.append('\n');
    }

    /** How a lot stands, from its fields {@code state}, {@code ends} and {@code fold}. */
    static LotState state(String state, String ends, String fold) {
        String[] parts = fold.split("\\|", -1);
        boolean led = !parts[LEADERS_NUMBER].isEmpty();
        return new LotState(
                state.equals("OPEN"),
                Long.parseLong(parts[COUNT]),
                led ? Money.ofMicros(Long.parseLong(parts[PRICE])) : null,
                led ? StoredLotBid.alias(Integer.parseInt(parts[LEADERS_NUMBER])) : null,
                instant(ends));
    }
}
