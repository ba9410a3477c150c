package dev.spotdock.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;

/** Names come from the business. */
class BusinessNamesArchTests {

    @Test
    void classesAreNamedByWhatTheyAre() {
        noClasses()
                .that(describe("fill no foreign port", BusinessNamesArchTests::fillsNoForeignPort))
                .should()
                .haveNameMatching(".*(Service|Manager|Helper|Utils?|Impl|Dto|DTO|Mapper)$")
                .orShould()
                .haveNameMatching(".*[.$](Abstract|I)[A-Z][a-z]\\w*")
                .because(
                        "say what it is in the words of the market (Bids, PriceHistory,"
                                + " WinnerDetermination); technology comes first, the port last"
                                + " (RedisOrderBook)")
                .check(MainClasses.ALL);
    }

    /** "Technology first, port last": where the port is a library's, so is the last word. */
    private static boolean fillsNoForeignPort(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .filter(port -> !port.getPackageName().startsWith("dev.spotdock"))
                .noneMatch(port -> type.getSimpleName().endsWith(port.getSimpleName()));
    }
}
