package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.lua.LuaScript;
import java.util.List;

/** The scripts of the log of bids on lots. */
final class LotScript {

    static final LuaScript BID = new LuaScript(LotScript.class, "bid", 5, 8);
    static final LuaScript OPEN = new LuaScript(LotScript.class, "open", 1, 2);
    static final LuaScript CONFIRM = new LuaScript(LotScript.class, "confirm", 1, 3);
    static final LuaScript CLOSE = new LuaScript(LotScript.class, "close", 1, 1);
    static final LuaScript TRIM = new LuaScript(LotScript.class, "trim", 2, 2);

    private LotScript() {}

    static List<LuaScript> all() {
        return List.of(BID, OPEN, CONFIRM, CLOSE, TRIM);
    }
}
