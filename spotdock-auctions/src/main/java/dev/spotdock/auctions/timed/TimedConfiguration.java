package dev.spotdock.auctions.timed;

import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Dice for pauses; nothing that anybody could want to guess. */
@Configuration(proxyBeanMethods = false)
class TimedConfiguration {

    @Bean
    RandomGenerator pauseDice() {
        return RandomGenerator.of("L64X128MixRandom");
    }
}
