package dev.spotdock.auctions.book;

import dev.spotdock.auctions.lua.LuaScript;
import dev.spotdock.auctions.lua.LuaScriptContract;
import java.util.List;

class BookScriptTests implements LuaScriptContract {

    @Override
    public List<LuaScript> scripts() {
        return BookScript.all();
    }

    @Override
    public String place() {
        return "dev/spotdock/auctions/book/lua";
    }

    @Override
    public String caller() {
        return "RedisOrderBook";
    }
}
