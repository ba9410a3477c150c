package dev.spotdock.web.rest.bids;

/** Finds what is new between two looks at the end of a growing output. */
final class LogWindow {

    private LogWindow() {}

    /**
     * Where in {@code now} the bytes begin that came after {@code before}.
     *
     * <p>Both are the output's last bytes, so that {@code now} begins with some end of {@code
     * before}; the longest one is taken. Nothing in common: all of it is new. Linear in the
     * lengths.
     */
    static int newFrom(byte[] before, byte[] now) {
        int[] borders = borders(now);
        int matched = 0;
        for (byte next : before) {
            while (matched > 0 && (matched == now.length || now[matched] != next)) {
                matched = borders[matched - 1];
            }
            if (matched < now.length && now[matched] == next) {
                matched++;
            }
        }
        return matched;
    }

    /**
     * Per prefix, the length of its longest proper end that it begins with too (Knuth, Morris,
     * Pratt).
     */
    private static int[] borders(byte[] text) {
        int[] borders = new int[text.length];
        int matched = 0;
        for (int i = 1; i < text.length; i++) {
            while (matched > 0 && text[matched] != text[i]) {
                matched = borders[matched - 1];
            }
            if (text[matched] == text[i]) {
                matched++;
            }
            borders[i] = matched;
        }
        return borders;
    }

    /** Where the last lines begin; a line that is not finished yet counts as one. */
    static int lastLines(byte[] text, int lines) {
        if (lines == 0) {
            return text.length;
        }
        int left = lines;
        for (int i = text.length - 2; i >= 0; i--) {
            if (text[i] == '\n' && --left == 0) {
                return i + 1;
            }
        }
        return 0;
    }
}
