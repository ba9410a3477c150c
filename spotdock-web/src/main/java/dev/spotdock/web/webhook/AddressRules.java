package dev.spotdock.web.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses may be called: those that belong to the public internet. Whatever else there is
 * could be this machine, its neighbours, or the cloud's own services.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry/">IANA, IPv6</a>
 */
final class AddressRules {

    private static final int BITS_PER_BYTE = 8;
    private static final int BYTE = 0xff;

    private static final List<Block> CLOSED_V4 =
            blocks(
                    "0.0.0.0/8", // this network, unspecified
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carriers' NAT; metadata of one cloud
                    "127.0.0.0/8", // loopback
                    "168.63.129.16/32", // a cloud's own services, though the address is public
                    "169.254.0.0/16", // link-local, metadata of most clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocols; metadata of one cloud
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // relays of 6to4
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, broadcast

    /** Of IPv6 only this is given out; unspecified, loopback, mapped, NAT64, ULA… are not in it. */
    private static final List<Block> OPEN_V6 = blocks("2000::/3");

    private static final List<Block> CLOSED_V6 =
            blocks(
                    "2001::/23", // protocols: Teredo, ORCHID, benchmarks
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: any IPv4 address may be in there
                    "3fff::/20"); // documentation

    private final boolean allowLoopback;

    AddressRules(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    /** Whether a webhook may be there. */
    boolean mayBeCalled(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (allowLoopback && address.isLoopbackAddress()) {
            return true;
        }
        return bytes.length == 4
                ? CLOSED_V4.stream().noneMatch(block -> block.has(bytes))
                : OPEN_V6.stream().anyMatch(block -> block.has(bytes))
                        && CLOSED_V6.stream().noneMatch(block -> block.has(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return java.util.Arrays.stream(texts).map(Block::of).toList();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] start, int bits) {

        static Block of(String text) {
            String[] parts = text.split("/", 2);
            try {
                // A literal: nobody is asked.
                return new Block(
                        InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean has(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += BITS_PER_BYTE) {
                int mask =
                        bits - bit >= BITS_PER_BYTE ? BYTE : BYTE << (BITS_PER_BYTE - bits + bit);
                int index = bit / BITS_PER_BYTE;
                if (((address[index] ^ start[index]) & mask & BYTE) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
