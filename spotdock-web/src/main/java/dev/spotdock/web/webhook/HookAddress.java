package dev.spotdock.web.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What an endpoint's address must look like. Where a name leads is not asked here: it may lead
 * elsewhere by the time it is called, and is checked then.
 */
@Component
public final class HookAddress {

    /** In characters. */
    public static final int LENGTH_MAX = 2_000;

    private static final int PORT_MAX = 65_535;

    private static final Pattern FOUR_NUMBERS =
            Pattern.compile(
                    "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");

    /** Some programs read such a name as an address: its last part is a number of some kind. */
    private static final Pattern ENDS_IN_A_NUMBER =
            Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)\\.?");

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\\.?");

    private static final Pattern OF_THIS_MACHINE = Pattern.compile("(?:.*\\.)?localhost\\.?");

    private static final String NO_HOST =
            "must name a host, or its address as four decimal numbers or within [ and ]";

    private final boolean allowLoopback;
    private final AddressRules rules;

    HookAddress(WebhookProperties settings) {
        this.allowLoopback = settings.allowLoopback();
        this.rules = new AddressRules(settings.allowLoopback());
    }

    /** Everything that is wrong with it, for the user; empty if nothing is. */
    public List<String> objections(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return List.of("must have 1 to %d characters".formatted(LENGTH_MAX));
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return List.of("must be an address such as https://hooks.example.com/spotdock");
        }
        List<String> wrong = new ArrayList<>();
        if (!"https".equalsIgnoreCase(uri.getScheme())
                && !(allowLoopback && "http".equalsIgnoreCase(uri.getScheme()))) {
            wrong.add("must begin with https://");
        }
        if (uri.getRawFragment() != null) {
            wrong.add("must have no fragment");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            wrong.add("must have no user name and no password");
        }
        if (text.chars().anyMatch(c -> c > '~')) {
            wrong.add("must be ASCII: names of hosts as xn--…, others as %…");
        }
        if (uri.getHost() == null) {
            wrong.add(NO_HOST);
        } else {
            wrong.addAll(objectionsToHost(uri.getHost().toLowerCase(Locale.ROOT)));
            if (uri.getPort() == 0 || uri.getPort() > PORT_MAX) {
                wrong.add("must have a port from 1 to 65535, or none");
            }
        }
        return wrong;
    }

    private List<String> objectionsToHost(String host) {
        if (host.startsWith("[")) {
            return objectionsToLiteral(host.substring(1, host.length() - 1));
        }
        if (ENDS_IN_A_NUMBER.matcher(host).matches()) {
            return FOUR_NUMBERS.matcher(host).matches()
                    ? objectionsToLiteral(host)
                    : List.of(NO_HOST);
        }
        if (OF_THIS_MACHINE.matcher(host).matches() && !allowLoopback) {
            return List.of("must not lead to an internal address");
        }
        return NAME.matcher(host).matches() ? List.of() : List.of(NO_HOST);
    }

    private List<String> objectionsToLiteral(String literal) {
        try {
            return !literal.contains("%") && rules.mayBeCalled(InetAddress.ofLiteral(literal))
                    ? List.of()
                    : List.of("must not lead to an internal address");
        } catch (IllegalArgumentException _) {
            return List.of(NO_HOST);
        }
    }

    /** For those who connect. */
    AddressRules rules() {
        return rules;
    }
}
