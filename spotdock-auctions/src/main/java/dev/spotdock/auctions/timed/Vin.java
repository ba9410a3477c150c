package dev.spotdock.auctions.timed;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Vehicle identification numbers of ISO 3779: 17 capitals and digits without I, O and Q.
 *
 * <p>Position 9 is a check digit where the law asks for one: in North America (49 CFR 565.15) and
 * China (GB 16735). Elsewhere a maker may put anything there. This market asks for it of every
 * vehicle: a mistyped VIN would sell another one.
 */
final class Vin {

    private static final Pattern FORM = Pattern.compile("[0-9A-HJ-NPR-Z]{17}");

    private static final int CHECK_POSITION = 8;

    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    /** Values of the letters A to Z; 0 for those that no VIN has. */
    private static final int[] LETTERS = {
        1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9
    };

    private Vin() {}

    static String normalized(String text) {
        return text.strip().toUpperCase(Locale.ROOT);
    }

    /**
     * What is wrong with a normalized VIN.
     *
     * @return "must …"; empty: nothing
     */
    static Optional<String> mistake(String vin) {
        if (!FORM.matcher(vin).matches()) {
            return Optional.of("must be 17 letters and digits without I, O and Q");
        }
        if (vin.charAt(CHECK_POSITION) != checkDigit(vin)) {
            return Optional.of(
                    "must have its check digit at position 9: some character is mistyped");
        }
        return Optional.empty();
    }

    private static char checkDigit(String vin) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * value(vin.charAt(i));
        }
        int rest = sum % 11;
        return rest == 10 ? 'X' : (char) ('0' + rest);
    }

    private static int value(char c) {
        return c <= '9' ? c - '0' : LETTERS[c - 'A'];
    }
}
