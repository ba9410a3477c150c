package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookAddressTests {

    private final HookAddress addresses = new HookAddress(HookSettings.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "https://hooks.example.com/",
                "https://hooks.example.com:8443/a/b?c=d&e=%20",
                "https://HOOKS.EXAMPLE.COM/",
                "https://xn--bcher-kva.example/",
                "https://no-such-host.invalid/",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/",
                "https://a.b.c.d.e/",
                "https://1host.example/"
            })
    void isTaken(String url) {
        assertThat(addresses.objections(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hooks.example.com | must begin with https",
                "/path | must begin with https",
                "http://hooks.example.com/ | must begin with https",
                "ftp://hooks.example.com/ | must begin with https",
                "file:///etc/passwd | must begin with https",
                "gopher://hooks.example.com/ | must begin with https",
                "https:hooks.example.com | must name a host",
                "https:///path | must name a host",
                "https://under_score.example/ | must name a host",
                "https://user@hooks.example.com/ | no user name",
                "https://user:secret@hooks.example.com/ | no user name",
                "https://@hooks.example.com/ | no user name",
                "https://8.8.8.8@127.0.0.1/ | no user name",
                "https://hooks.example.com/#x | no fragment",
                "https://hooks.example.com/# | no fragment",
                "https://hooks.example.com:0/ | a port from",
                "https://hooks.example.com:65536/ | a port from",
                "https://bücher.example/ | ASCII",
                "https://hooks.example.com/ü | ASCII",
                "https://hooks.example.com/a b | must be an address",
                "https://hooks.example.com\\@127.0.0.1/ | must be an address",
                "https://127.0.0.1/ | internal",
                "https://127.0.0.1:8080/ | internal",
                "https://10.1.2.3/ | internal",
                "https://169.254.169.254/latest/meta-data | internal",
                "https://[::1]/ | internal",
                "https://[::]/ | internal",
                "https://[::ffff:127.0.0.1]/ | internal",
                "https://[::ffff:7f00:1]/ | internal",
                "https://[0:0:0:0:0:ffff:a00:1]/ | internal",
                "https://[fe80::1%25eth0]/ | internal",
                "https://[fd00:ec2::254]/ | internal",
                "https://[64:ff9b::7f00:1]/ | internal",
                "https://[2002:7f00:1::]/ | internal",
                "https://localhost/ | internal",
                "https://localhost./ | internal",
                "https://LOCALHOST/ | internal",
                "https://a.localhost/ | internal",
                "https://2130706433/ | four decimal numbers",
                "https://0x7f000001/ | four decimal numbers",
                "https://0x7f.0.0.1/ | four decimal numbers",
                "https://0177.0.0.1/ | four decimal numbers",
                "https://017700000001/ | four decimal numbers",
                "https://127.1/ | four decimal numbers",
                "https://127.0.1/ | four decimal numbers",
                "https://127.0.0.1./ | four decimal numbers",
                "https://127.0.0.0x1/ | four decimal numbers",
                "https://1.2.3.4.5/ | four decimal numbers",
                "https://256.1.1.1/ | must name a host"
            })
    void isRefusedAtOnce(String url, String why) {
        assertThat(addresses.objections(url)).anySatisfy(told -> assertThat(told).contains(why));
    }

    @Test
    void everythingIsToldAtOnce() {
        assertThat(addresses.objections("http://user@127.0.0.1:0/#x")).hasSize(5);
    }

    @Test
    void itsLengthIsBounded() {
        String url = "https://hooks.example.com/";
        assertThat(addresses.objections(url + "x".repeat(2_000 - url.length()))).isEmpty();
        assertThat(addresses.objections(url + "x".repeat(2_001 - url.length()))).hasSize(1);
        assertThat(addresses.objections("")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/", "http://localhost:8080/", "http://[::1]/"})
    void testsMayUseThisMachine(String url) {
        assertThat(new HookAddress(HookSettings.of("allow-loopback=true")).objections(url))
                .isEmpty();
    }
}
