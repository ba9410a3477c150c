package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;

/** Names come from the business. */
class BusinessNamesArchTests {

    @Test
    void classesAreNamedByWhatTheyAre() {
        noClasses()
                .that()
                .resideInAPackage("dev.spotdock..")
                .should()
                .haveSimpleNameEndingWith("Service")
                .orShould()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Dto|DTO|Mapper)$")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|I)[A-Z][a-z]\\w*")
                .because(
                        "say what it is in the words of the market (Bids, PriceHistory,"
                                + " WinnerDetermination); technology comes first, the port last"
                                + " (RedisOrderBook)")
                .check(MainClasses.ALL);
    }
}
