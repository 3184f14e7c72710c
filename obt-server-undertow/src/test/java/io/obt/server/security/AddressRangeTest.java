package io.obt.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    private static boolean holds(String range, String address) {
        return AddressRange.parse(range)
                .orElseThrow()
                .holds(AddressRange.address(address).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.7.0/24,   192.168.7.0,          true",
        "192.168.7.0/24,   192.168.7.255,        true",
        "192.168.7.0/24,   192.168.8.0,          false",
        "192.168.7.9/24,   192.168.7.1,          true",
        "10.0.0.0/9,       10.127.255.255,       true",
        "10.0.0.0/9,       10.128.0.0,           false",
        "10.0.0.1,         10.0.0.1,             true",
        "10.0.0.1,         10.0.0.2,             false",
        "0.0.0.0/0,        203.0.113.9,          true",
        "0.0.0.0/0,        2001:db8::1,          false",
        "2001:db8::/32,    2001:db8:ffff::1,     true",
        "2001:db8::/32,    2001:db9::1,          false",
        "2001:db8::1,      2001:db8:0:0:0:0:0:1, true",
        "::/0,             10.0.0.1,             false",
        "::1/128,          ::1,                  true",
        "fe80::/10,        febf::1,              true",
        "fe80::/10,        fec0::1,              false",
        "10.0.0.0/8,       ::ffff:10.0.0.1,      true"
    })
    void addressIsInTheRangeIfItsFirstBitsAre(String range, String address, boolean held) {
        assertThat(holds(range, address)).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "localhost",
                "proxy.example.org/24",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "2001:db8::/129",
                "2001:::1",
                ":",
                "1:2:3",
                "1.2.3.4:80",
                "fe80::1%eth0",
                "10.0.0.1%lo",
                "٣.0.0.1"
            })
    void whatIsNoRangeIsNone(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "192.168.7.1/32", "0:0:0:0:0:0:0:1/128"})
    void rangeIsWrittenAsItIsRead(String text) {
        assertThat(AddressRange.parse(text).orElseThrow()).hasToString(text);
    }
}
