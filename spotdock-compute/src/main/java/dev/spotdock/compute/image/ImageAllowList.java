package dev.spotdock.compute.image;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which images may run. A pattern is a repository, {@code busybox} or {@code ghcr.io/acme/*}, with
 * or without a tag or digest; {@code *} stands for any characters but a slash, {@code **} for any.
 * Names are completed as the engine does it: {@code busybox} is {@code docker.io/library/busybox}.
 *
 * <p>A pattern with a tag never allows an image with a digest, because the engine goes by the
 * digest and ignores the tag.
 */
final class ImageAllowList {

    private final List<Pattern> patterns;

    /** No patterns: any image. */
    ImageAllowList(List<String> patterns) {
        this.patterns = patterns.stream().map(ImageAllowList::compiled).toList();
    }

    boolean allows(ImageReference image) {
        String candidate = image.canonical();
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(candidate).matches());
    }

    private static Pattern compiled(String text) {
        if (text.equals("**")) {
            return Pattern.compile(".*");
        }
        ImageReference pattern = ImageReference.split(text);
        String regex = glob(pattern.repository());
        if (pattern.digest() != null) {
            regex += "@" + Pattern.quote(pattern.digest());
        } else if (pattern.tag() != null) {
            regex += ":" + glob(pattern.tag());
        } else {
            regex += "[:@].*";
        }
        return Pattern.compile(regex);
    }

    private static String glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)", -1)) {
            regex.append(
                    switch (part) {
                        case "*" -> "[^/:@]*";
                        case "**" -> "[^:@]*";
                        default -> Pattern.quote(part);
                    });
        }
        return regex.toString();
    }
}
