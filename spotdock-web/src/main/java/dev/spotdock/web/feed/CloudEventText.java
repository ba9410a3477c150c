package dev.spotdock.web.feed;

import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes an event as Jackson would write the record, member for member in the same order, several
 * times as fast: it knows them, and most cannot hold anything that is to be escaped.
 */
final class CloudEventText {

    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private CloudEventText() {}

    static String of(CloudEvent event) {
        // One expression: its length is known before anything is copied.
        return "{\"specversion\":\""
                + event.specversion()
                + "\",\"id\":\""
                + event.id()
                + "\",\"source\":\""
                + event.source()
                + "\",\"type\":\""
                + event.type()
                + "\",\"subject\":\""
                + quoted(event.subject())
                + "\",\"time\":\""
                + event.time()
                + "\",\"datacontenttype\":\""
                + event.datacontenttype()
                + "\",\"dataschema\":\""
                + event.dataschema()
                + "\",\"sequence\":\""
                + event.sequence()
                + "\",\"partitionkey\":\""
                + quoted(event.partitionkey())
                + "\",\"data\":"
                + event.data()
                + '}';
    }

    private static String quoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return new String(ENCODER.quoteAsCharArray(value));
            }
        }
        return value;
    }
}
