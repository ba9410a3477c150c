package dev.spotdock.auctions.book;

import dev.spotdock.auctions.lua.LuaScript;
import java.util.List;

/** The scripts of the book. */
final class BookScript {

    static final LuaScript APPLY = new LuaScript(BookScript.class, "apply", 4, 5);
    static final LuaScript BEST = new LuaScript(BookScript.class, "best", 3, 5);
    static final LuaScript DEPTH = new LuaScript(BookScript.class, "depth", 3, 3);
    static final LuaScript RESET = new LuaScript(BookScript.class, "reset", 4, 1);

    private static final String STALE = "STALE";

    private BookScript() {}

    static List<LuaScript> all() {
        return List.of(APPLY, BEST, DEPTH, RESET);
    }

    static boolean isStale(List<String> answer) {
        return answer.getFirst().equals(STALE);
    }
}
