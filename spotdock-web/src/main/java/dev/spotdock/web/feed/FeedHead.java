package dev.spotdock.web.feed;

/**
 * How far the feed reaches.
 *
 * @param position the last event's; 0: there was none yet
 * @param removedUntil what is at or before it is not kept any more
 */
public record FeedHead(long position, long removedUntil) {}
