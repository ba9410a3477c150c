package dev.spotdock.web.feed;

import dev.spotdock.kernel.id.AccountId;
import java.util.UUID;

/** Who reads, and so what is to be seen. */
public record FeedReader(AccountId account, boolean partner, boolean operator) {

    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    /** The installation itself, which sees everything and tells it on. */
    public static FeedReader ofInstallation() {
        return new FeedReader(NOBODY, true, true);
    }
}
