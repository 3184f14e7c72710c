package io.obt.server.security;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, as {@code 192.168.7.0/24} means them; without {@code /} a single one.
 *
 * @param bits how many they share
 */
public record AddressRange(InetAddress first, int bits) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    // No name is looked up for these. One would be for 10.0.0.256, and 010.0.0.1 is read in two ways.
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Reads a range; empty when it is none. */
    public static Optional<AddressRange> parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress first = address(parts[0]).orElse(null);
        if (first == null) {
            return Optional.empty();
        }
        int most = first.getAddress().length * 8;
        if (parts.length == 1) {
            return Optional.of(new AddressRange(first, most));
        }
        return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= most
                ? Optional.of(new AddressRange(first, Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    /** The address that {@code text} writes out; empty when it is none, or a name. */
    static Optional<InetAddress> address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether {@code address} is one of them. */
    boolean holds(InetAddress address) {
        byte[] other = address.getAddress();
        byte[] own = first.getAddress();
        int rest = own.length * 8 - bits;
        return other.length == own.length
                && new BigInteger(1, other).shiftRight(rest).equals(new BigInteger(1, own).shiftRight(rest));
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
