package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;

/** What a reason says to the user: one sentence. */
public final class Wording {

    /** A provider's words are cut there. */
    private static final int DETAIL_LENGTH_MAX = 300;

    private Wording() {}

    /** The sentence, with its full stop. */
    public static String of(ReasonCode code) {
        return switch (code) {
            case AWAITING_CAPACITY -> "Waits for a node with enough free capacity.";
            case AWAITING_EVICTION -> "Waits for capacity that cheaper work will leave.";
            case PRICE_BELOW_MARKET -> "Bids less than the market price.";
            case PRICE_BELOW_FLOOR -> "Bids less than the pool's floor price and cannot run.";
            case WOULD_STOP_DEARER_WORK -> "Would have to stop work that pays more.";
            case MINIMUM_RUN -> "Waits until running work has had its minimum run.";
            case EVICTION_BUDGET -> "Waits because the pool stops only so much work a minute.";
            case NO_NODE_FITS -> "No node of the pool is big enough, even when empty.";
            case INSUFFICIENT_FUNDS -> "The wallet cannot cover 60 s at the bid's maximum.";
            case QUOTA -> "The account's quota is used up.";
            case STARTING -> "Has a node; its container is being started.";
            case IMAGE_PULL_FAILED -> "The image could not be pulled.";
            case IMAGE_NOT_ALLOWED -> "The image is not allowed here.";
            case START_FAILED -> "The container could not be started.";
            case RUNNING -> "Its container runs.";
            case OUTBID -> "A dearer bid takes its capacity.";
            case DRILL -> "Is stopped for practice.";
            case DISPLACED -> "A dearer bid took its capacity before it started.";
            case NODE_LOST -> "Its node is gone.";
            case NODE_DRAINED -> "Its node is being emptied.";
            case RESERVATION -> "A reservation of the capacity begins, or its own is over.";
            case MAX_RUNTIME -> "Has run for as long as it asked to.";
            case BUDGET_EXHAUSTED -> "Its budget is used up.";
            case FUNDS_EXHAUSTED -> "The wallet's money is used up.";
            case EXITED -> "Its container ended by itself.";
            case OOM_KILLED -> "Its container needed more memory than it asked for.";
            case CANCELLED_BY_USER -> "Was cancelled by its owner.";
            case EXPIRED -> "Waited for as long as it wanted to.";
        };
    }

    /** The same, with the provider's words. */
    static String of(ReasonCode code, String detail) {
        if (detail.isBlank()) {
            return of(code);
        }
        String line = detail.strip().replaceAll("\\s+", " ");
        return of(code) + " " + line.substring(0, Math.min(line.length(), DETAIL_LENGTH_MAX));
    }
}
