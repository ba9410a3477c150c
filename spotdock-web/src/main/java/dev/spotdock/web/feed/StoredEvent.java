package dev.spotdock.web.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the feed, and who may see it. Its JSON is made once, however many readers it is told
 * to. Unchangeable, for many threads.
 */
public final class StoredEvent {

    private final long position;
    private final EventType type;
    private final @Nullable UUID account;
    private final CloudEvent told;

    /** Whoever is first makes it; two at a time make the same. */
    private @Nullable String json;

    /**
     * An event as it is stored.
     *
     * @param position from 1, without gaps
     * @param account that it is about; null: none
     * @param told as every channel tells it
     */
    public StoredEvent(long position, EventType type, @Nullable UUID account, CloudEvent told) {
        this.position = position;
        this.type = type;
        this.account = account;
        this.told = told;
    }

    public long position() {
        return position;
    }

    public EventType type() {
        return type;
    }

    public CloudEvent told() {
        return told;
    }

    /** The event in the JSON format of CloudEvents, for channels that tell it as text. */
    @JsonValue
    @JsonRawValue
    public String json() {
        String made = json;
        if (made == null) {
            made = CloudEventText.of(told);
            json = made;
        }
        return made;
    }

    boolean visibleTo(FeedReader reader) {
        return reader.operator()
                || type.audience() == Audience.PUBLIC
                || (type.audience() == Audience.PARTNER && reader.partner())
                || (type.audience() != Audience.OPERATOR
                        && reader.account().value().equals(account));
    }
}
