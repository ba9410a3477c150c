package dev.spotdock.auctions.timed.winner;

import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result.Unsold;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result.Won;
import dev.spotdock.kernel.id.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case of {@code cases.txt}. */
public record WinnerCase(
        String name, LotTerms terms, List<LotBidEntry> bids, List<Expected> steps, Result result) {

    /** How things stand after one bid. */
    public record Expected(boolean counted, @Nullable AccountId leader, long price) {}

    public static List<WinnerCase> all() {
        try (InputStream in = WinnerCase.class.getResourceAsStream("cases.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(WinnerCase::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WinnerCase read(String line) {
        String[] columns = line.split(" *\\| *", -1);
        String[] terms = columns[1].split(" ", -1);
        List<LotBidEntry> bids = new ArrayList<>();
        for (String bid : parts(columns[2])) {
            String[] words = bid.split("[ /]", -1);
            long amount = Long.parseLong(words[1]);
            long maximum = words.length == 3 ? Long.parseLong(words[2]) : amount;
            bids.add(new LotBidEntry(bids.size() + 1L, account(words[0]), amount, maximum));
        }
        List<Expected> steps =
                parts(columns[3]).stream().map(step -> expected(step.split(" ", -1))).toList();
        return new WinnerCase(
                columns[0],
                new LotTerms(
                        Long.parseLong(terms[0]),
                        Long.parseLong(terms[1]),
                        terms[2].equals("-") ? null : Long.valueOf(terms[2]),
                        null),
                bids,
                steps,
                result(columns[4].split(" ", -1)));
    }

    private static List<String> parts(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split(", ", -1));
    }

    private static Expected expected(String[] words) {
        return new Expected(
                words.length == 2,
                words[0].equals("-") ? null : account(words[0]),
                Long.parseLong(words[1]));
    }

    private static Result result(String[] words) {
        return words[0].equals("unsold")
                ? new Unsold(Result.Why.valueOf(words[1]))
                : new Won(account(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    /** The account that a letter stands for. */
    public static AccountId account(String letter) {
        return new AccountId(new UUID(9, letter.charAt(0)));
    }

    @Override
    public String toString() {
        return name;
    }
}
