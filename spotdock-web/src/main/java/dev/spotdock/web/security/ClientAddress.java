package dev.spotdock.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/**
 * Where a request comes from, as it is counted and written down: an IPv4 address, or the first 64
 * bits of an IPv6 address, as whoever has one of those has all of them.
 *
 * <p>It is the socket's, or the proxy's word for it where {@code server.forward-headers-strategy}
 * says that there is one to be believed.
 */
public final class ClientAddress {

    private static final int PREFIX_BYTES = 8;

    private ClientAddress() {}

    public static String of(HttpServletRequest request) {
        return counted(request.getRemoteAddr());
    }

    static String counted(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES) + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return "unknown"; // a proxy's word for it: all of those are one
        }
    }
}
