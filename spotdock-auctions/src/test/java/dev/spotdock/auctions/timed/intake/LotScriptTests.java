package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.lua.LuaScript;
import dev.spotdock.auctions.lua.LuaScriptContract;
import java.util.List;

class LotScriptTests implements LuaScriptContract {

    @Override
    public List<LuaScript> scripts() {
        return LotScript.all();
    }

    @Override
    public String place() {
        return "dev/spotdock/auctions/timed/intake/lua";
    }

    @Override
    public String caller() {
        return "RedisLotBidLog";
    }
}
