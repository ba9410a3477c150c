package dev.spotdock.compute.provider.docker;

/** Labels by which an installation knows its own. */
final class Labels {

    static final String INSTALLATION = "spotdock.installation";
    static final String ALLOCATION = "spotdock.allocation";
    static final String BID = "spotdock.bid";

    private Labels() {}
}
