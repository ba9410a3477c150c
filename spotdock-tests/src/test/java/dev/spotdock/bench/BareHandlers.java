package dev.spotdock.bench;

import dev.spotdock.auctions.lua.LuaScript;
import dev.spotdock.auctions.lua.ScriptPipeline;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What bids over HTTP are measured against, behind the same filters. */
final class BareHandlers {

    /** Under addresses that the table of access knows, as POST. */
    static final String NOTHING = "/api/v1/lots/nothing/bids";

    static final String APPEND = "/api/v1/lots/append/bids";

    private static final String ENTRIES = "bare:entries";

    private final Installation installation;
    private final StringRedisTemplate redis;

    BareHandlers(Installation installation) {
        this.installation = installation;
        this.redis = installation.part("stringRedisTemplate", StringRedisTemplate.class);
    }

    void add() throws NoSuchMethodException {
        add(NOTHING, new Nothing());
        add(APPEND, new Append(redis));
    }

    private void add(String path, Object handler) throws NoSuchMethodException {
        RequestMappingHandlerMapping mapping =
                installation.part(
                        "requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        mapping.registerMapping(
                RequestMappingInfo.paths(path)
                        .methods(RequestMethod.POST)
                        .options(mapping.getBuilderConfiguration())
                        .build(),
                handler,
                handler.getClass().getMethod("handle"));
    }

    /** Forgets what was appended. */
    void clear() {
        redis.unlink(ENTRIES);
    }

    /** Does nothing. */
    public static final class Nothing {

        public ResponseEntity<Void> handle() {
            return ResponseEntity.status(201).build();
        }
    }

    /** Does what no acknowledgement can do without: Redis has an entry on its disk. */
    public static final class Append {

        /** As long as a bid's. */
        private static final String ENTRY = "x".repeat(150);

        private final ScriptPipeline script;

        Append(StringRedisTemplate redis) {
            this.script =
                    new ScriptPipeline(new LuaScript(BareHandlers.class, "append", 1, 1), redis);
        }

        public ResponseEntity<Void> handle() {
            script.run(List.of(ENTRIES), ENTRY);
            return ResponseEntity.status(201).build();
        }
    }
}
