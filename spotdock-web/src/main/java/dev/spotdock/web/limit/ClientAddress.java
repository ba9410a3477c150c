package dev.spotdock.web.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from: the socket's other end, or what trusted proxies say, if the container
 * is told of them ({@code server.forward-headers-strategy=native}).
 */
final class ClientAddress {

    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** An IPv4 address, or the first 64 bits of an IPv6 one: whoever has one has all of those. */
    static String of(HttpServletRequest request) {
        return of(request.getRemoteAddr());
    }

    static String of(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                            + "/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException _) {
            return "unknown"; // a proxy's word for it: all of those share one budget
        }
    }
}
