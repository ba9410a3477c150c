package dev.spotdock.auctions;

import java.util.Map;
import java.util.Set;

/** The market's need to know what may run; filled by the process package. */
public interface ImageRules {

    /**
     * Why images may not run, by image; what may run is not in it. Asks nothing outside of the
     * process.
     *
     * @param images as bids name them
     */
    Map<String, String> objections(Set<String> images);
}
