package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.Actor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Who looks, and at what. */
final class Sight {

    private Sight() {}

    /** The caller, as timed auctions know who wants something. */
    static Actor of(Caller caller) {
        return new Actor(caller.accountId(), caller.isOperator());
    }

    /** A parameter that says yes or no; false if it is missing, or wrong and noted. */
    static boolean flag(String name, @Nullable String text, InputErrors errors) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            errors.addParameter(name, "must be true or false");
        }
        return "true".equals(text);
    }
}
