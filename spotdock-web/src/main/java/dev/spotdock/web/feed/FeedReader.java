package dev.spotdock.web.feed;

import dev.spotdock.kernel.id.AccountId;

/** Who reads, and so what is to be seen. */
public record FeedReader(AccountId account, boolean partner, boolean operator) {}
