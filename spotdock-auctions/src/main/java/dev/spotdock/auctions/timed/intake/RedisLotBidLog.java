package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.lua.LuaScript;
import dev.spotdock.auctions.lua.ScriptPipeline;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Refused;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** The log in Redis. All keys of a lot share a hash tag, so that one script reaches them. */
@Component
class RedisLotBidLog implements LotBidLog {

    /** Keys and bidders that are told in one go: Redis serves nobody else meanwhile. */
    private static final int RESTORED_MAX = 1000;

    private static final String STALE = "STALE";
    private static final String YES = "1";

    private final StringRedisTemplate redis;
    private final ScriptPipeline bids;
    private final RedisLotStreams streams;
    private final Duration keyRetention;

    RedisLotBidLog(StringRedisTemplate redis, LotProperties properties) {
        this.redis = redis;
        this.bids = new ScriptPipeline(LotScript.BID, redis);
        this.streams = new RedisLotStreams(redis);
        this.keyRetention = properties.keyRetention();
    }

    @Override
    public String run() {
        Properties server =
                redis.execute(
                        (RedisCallback<@Nullable Properties>)
                                connection -> connection.serverCommands().info("server"));
        String run = server == null ? null : server.getProperty("run_id");
        if (run == null) {
            throw new IllegalStateException("Redis does not say its run id (INFO server)");
        }
        return run;
    }

    @Override
    public boolean open(String run, LotSnapshot snapshot) {
        List<String> answer =
                LotScript.OPEN.run(
                        redis,
                        List.of(key(snapshot.opening().lotId(), "lot")),
                        run,
                        LotBidText.fields(snapshot));
        return !answer.getFirst().equals(STALE);
    }

    @Override
    public LotBidAnswer bid(LotBidCall call) {
        LotId lot = call.lot();
        String key = call.key() == null ? "" : call.key();
        LotBidCall.Offer offer = call.offer();
        return answer(
                bids.run(
                        List.of(
                                key(lot, "lot"),
                                key(lot, "bids"),
                                key(lot, "bidders"),
                                key(lot, "deposits"),
                                idempotency(lot, call.bidder(), key)),
                        call.id().toString(),
                        call.bidder().toString(),
                        offer == null ? "" : Long.toString(offer.amount()),
                        offer == null ? "" : Long.toString(offer.maximum()),
                        key,
                        Long.toString(keyRetention.toMillis()),
                        call.barred() ? YES : "0",
                        call.depositHeld() ? YES : "0"));
    }

    private static LotBidAnswer answer(String text) {
        String[] said = text.split("\\|", -1);
        return switch (said[0]) {
            case "OK" ->
                    new LotBidAnswer.Accepted(
                            UUID.fromString(said[1]),
                            Long.parseLong(said[2]),
                            Integer.parseInt(said[3]),
                            said[4].equals(YES),
                            LotBidText.number(said[5]),
                            LotBidText.instant(said[6]),
                            LotBidText.instant(said[7]),
                            said[8].equals(YES));
            case "CLOSED" ->
                    new LotBidAnswer.Closed(said[1].isEmpty() ? null : LotBidText.instant(said[1]));
            case "DEPOSIT" ->
                    new LotBidAnswer.DepositNeeded(
                            AuctionId.of(said[1]), Money.ofMicros(Long.parseLong(said[2])));
            case "REUSED" -> Refused.KEY_REUSED;
            case "UNKNOWN" -> Refused.UNKNOWN;
            case STALE -> Refused.STALE;
            case "OWN" -> Refused.OWN_LOT;
            case "BARRED" -> Refused.BARRED;
            case "NOBUY" -> Refused.NO_BUY_NOW;
            case "BIDBEFORE" -> Refused.BID_BEFORE;
            case "FULL" -> Refused.FULL;
            default -> throw new IllegalStateException("bid.lua said " + text);
        };
    }

    @Override
    public Closing close(LotId lot, How how) {
        String mode =
                switch (how) {
                    case DUE -> "due";
                    case EARLY -> "early";
                    case UNBID -> "unbid";
                };
        List<String> said = LotScript.CLOSE.run(redis, List.of(key(lot, "lot")), mode);
        return switch (said.getFirst()) {
            case "CLOSED" ->
                    new Closing.Closed(
                            Long.parseLong(said.get(1)), LotBidText.instant(said.get(2)));
            case "OPEN" -> new Closing.Open(LotBidText.instant(said.get(1)));
            default -> new Closing.Unknown();
        };
    }

    @Override
    public List<LotId> undrained(List<LotId> lots) {
        return streams.undrained(lots);
    }

    @Override
    public Map<LotId, List<StoredLotBid>> read(Collection<LotId> lots, int limitEach) {
        return streams.read(lots, limitEach);
    }

    @Override
    public List<StoredLotBid> read(LotId lot, long after, int limit) {
        return streams.read(lot, after, limit);
    }

    @Override
    public Map<LotId, Long> trim(List<Drained> drained) {
        List<List<String>> said =
                LotScript.TRIM.runEach(
                        redis, drained.stream().map(RedisLotBidLog::trimming).toList());
        Map<LotId, Long> last = new HashMap<>();
        for (int i = 0; i < said.size(); i++) {
            if (said.get(i).getFirst().equals("OK")) {
                last.put(drained.get(i).lot(), Long.valueOf(said.get(i).get(1)));
            }
        }
        return last;
    }

    private static LuaScript.Call trimming(Drained drained) {
        return new LuaScript.Call(
                List.of(key(drained.lot(), "lot"), key(drained.lot(), "bids")),
                List.of(Long.toString(drained.upTo() + 1), Long.toString(drained.ceiling())));
    }

    @Override
    public Confirmation confirm(LotId lot, String run, long least, OptionalLong last) {
        List<String> said =
                LotScript.CONFIRM.run(
                        redis,
                        List.of(key(lot, "lot")),
                        run,
                        Long.toString(least),
                        last.isPresent() ? Long.toString(last.getAsLong()) : "");
        return switch (said.getFirst()) {
            case "OK" -> Confirmation.CONFIRMED;
            case STALE -> Confirmation.STALE;
            default -> Confirmation.BEHIND;
        };
    }

    @Override
    public Optional<LotState> state(LotId lot) {
        List<String> found =
                redis.<String, String>opsForHash()
                        .multiGet(
                                key(lot, "lot"),
                                List.of("state", "count", "price", "number", "ends"));
        if ((@Nullable String) found.getFirst() == null) {
            return Optional.empty();
        }
        boolean led = !found.get(3).isEmpty();
        return Optional.of(
                new LotState(
                        found.getFirst().equals("OPEN"),
                        Long.parseLong(found.get(1)),
                        led ? Money.ofMicros(Long.parseLong(found.get(2))) : null,
                        led ? StoredLotBid.alias(Integer.parseInt(found.get(3))) : null,
                        LotBidText.instant(found.get(4))));
    }

    @Override
    public void clear(LotId lot) {
        redis.unlink(
                List.of(
                        key(lot, "lot"),
                        key(lot, "bids"),
                        key(lot, "bidders"),
                        key(lot, "deposits")));
    }

    @Override
    public void restoreBidders(LotId lot, Map<AccountId, Integer> numbers) {
        Map<String, String> some = new HashMap<>();
        numbers.forEach((bidder, number) -> {
            some.put(bidder.toString(), number.toString());
            if (some.size() == RESTORED_MAX) {
                redis.opsForHash().putAll(key(lot, "bidders"), some);
                some.clear();
            }
        });
        if (!some.isEmpty()) {
            redis.opsForHash().putAll(key(lot, "bidders"), some);
        }
    }

    @Override
    public void restoreKeys(LotId lot, List<StoredLotBid> bids, Instant now) {
        for (StoredLotBid bid : bids) {
            Duration left = Duration.between(now, bid.acceptedAt().plus(keyRetention));
            if (bid.key() != null && left.isPositive()) {
                redis.opsForValue()
                        .set(
                                idempotency(lot, bid.entry().bidder(), bid.key()),
                                LotBidText.kept(bid),
                                left);
            }
        }
    }

    private static String idempotency(LotId lot, AccountId bidder, String key) {
        return key(lot, "key:") + bidder + ":" + key;
    }

    static String key(LotId lot, String what) {
        return "{" + lot + "}:" + what;
    }
}
