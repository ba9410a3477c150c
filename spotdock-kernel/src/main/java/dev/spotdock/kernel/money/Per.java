package dev.spotdock.kernel.money;

import java.util.Locale;
import java.util.Optional;

/** The time a price is quoted for. */
public enum Per {
    SECOND(3600),
    MINUTE(60),
    HOUR(1);

    private final int timesPerHour;

    Per(int timesPerHour) {
        this.timesPerHour = timesPerHour;
    }

    /** How many of these make an hour. */
    public int timesPerHour() {
        return timesPerHour;
    }

    /** The name on the wire: {@code second}, {@code minute}, {@code hour}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of that wire name; empty if there is none. */
    public static Optional<Per> ofWireName(String name) {
        for (Per per : values()) {
            if (per.wireName().equals(name)) {
                return Optional.of(per);
            }
        }
        return Optional.empty();
    }
}
