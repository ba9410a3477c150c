package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.webhook.CheckedNames.Lookup;
import dev.spotdock.web.webhook.CheckedNames.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedNamesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<CheckedNames> open = new ArrayList<>();

    private CheckedNames names(Lookup lookup, Duration patience, int atOnce) {
        CheckedNames names = new CheckedNames(lookup, new AddressRules(false), patience, atOnce);
        open.add(names);
        return names;
    }

    @AfterEach
    void close() {
        open.forEach(CheckedNames::close);
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Test
    void theAddressesThatWereCheckedAreTheAnswer() throws UnknownHostException {
        InetAddress[] found = addresses("1.1.1.1", "2606:4700:4700::1111");
        assertThat(names(_ -> found, PATIENCE, 1).resolve("a.example")).isSameAs(found);
    }

    @Test
    void oneInternalAddressAmongOthersIsEnough() {
        CheckedNames names = names(_ -> addresses("1.1.1.1", "8.8.8.8", "10.0.0.1"), PATIENCE, 1);
        assertThatThrownBy(() -> names.resolve("a.example")).isInstanceOf(Refused.class);
    }

    @Test
    void aNameThatLeadsElsewhereNextTimeIsCheckedNextTime() throws UnknownHostException {
        List<String> answers = new ArrayList<>(List.of("1.1.1.1", "127.0.0.1"));
        CheckedNames names = names(_ -> addresses(answers.removeFirst()), PATIENCE, 1);
        assertThat(names.resolve("rebinds.example")).hasSize(1);
        assertThatThrownBy(() -> names.resolve("rebinds.example")).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "127.1",
                "::1",
                "[::1]",
                "::ffff:127.0.0.1",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "localhost",
                "0",
                "0.0.0.0"
            })
    void theSystemsOwnReadingOfLiteralsIsCheckedToo(String host) {
        CheckedNames names = names(InetAddress::getAllByName, PATIENCE, 1);
        assertThatThrownBy(() -> names.resolve(host)).isInstanceOf(Refused.class);
    }

    /** Java reads no hexadecimal numbers, and octal ones as decimal: 177.0.0.1. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7f.0.0.1", "0x7f000001", "0177.0.0.01x"})
    void whatOthersReadAsAddressesIsNone(String host) {
        CheckedNames names = names(InetAddress::getAllByName, PATIENCE, 1);
        assertThatThrownBy(() -> names.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void nothingIsNoAnswer() {
        CheckedNames names = names(_ -> new InetAddress[0], PATIENCE, 1);
        assertThatThrownBy(() -> names.resolve("a.example"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aLookupThatHangsIsGivenUpAndTakesASeatAsLong() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Lookup hanging =
                _ -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    ended.countDown();
                    return addresses("1.1.1.1");
                };
        CheckedNames names = names(hanging, Duration.ofMillis(50), 1);
        assertThatThrownBy(() -> names.resolve("a.example")).hasMessageContaining("in time");
        assertThatThrownBy(() -> names.resolve("a.example")).hasMessageContaining("too many");
        end.countDown();
        ended.await();
    }
}
