package dev.spotdock.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.spotdock.auctions.Actor;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.id.VehicleId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who asks for something by its id says for whom. */
class QueriesCarryTheTenantArchTests {

    private static final Set<String> IDS =
            Set.of(
                    BidId.class.getName(),
                    AllocationId.class.getName(),
                    AuctionId.class.getName(),
                    LotId.class.getName(),
                    VehicleId.class.getName(),
                    ReservationId.class.getName(),
                    UUID.class.getName(),
                    "dev.spotdock.billing.Invoice");

    /** What names no tenant, and why nobody else's comes out of it. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    "ListLotBids", "the lot was found with its viewer; bidders by alias",
                    "ListCharges", "the bids are the answer of a query with their owner",
                    "ReadLog", "the allocation is that of a bid found with its owner",
                    "ListInvoiceLines", "the invoice was found with its owner and names it",
                    "ListInvoicedBids", "the invoice was found with its owner and names it");

    @Test
    void queriesById() {
        classes()
                .that(askById())
                .should(nameTheAccountToo())
                .because(
                        "a query that takes an id takes the AccountId that asks as well, and its"
                                + " SQL compares both: somebody else's is not found")
                .check(MainClasses.ALL);
    }

    private static DescribedPredicate<JavaClass> askById() {
        return DescribedPredicate.describe(
                "are queries of tenants' things by id, asked by web.rest",
                type ->
                        type.isRecord()
                                && Set.of(MainClasses.MODULES).contains(type.getPackageName())
                                && type.getSimpleName().matches("(Find|List|Read)[A-Z].*")
                                && components(type, IDS)
                                && isAskedByRest(type));
    }

    private static boolean isAskedByRest(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use ->
                        use.getOriginClass().getPackageName().startsWith("dev.spotdock.web.rest"));
    }

    private static ArchCondition<JavaClass> nameTheAccountToo() {
        return new ArchCondition<>("name the account too") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean named =
                        components(type, Set.of(AccountId.class.getName(), Actor.class.getName()));
                if (named == OTHERWISE.containsKey(type.getSimpleName())) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type,
                                    named
                                            ? type.getName() + " is no exception any more"
                                            : type.getName() + " names no account"));
                }
            }
        };
    }

    private static boolean components(JavaClass type, Set<String> types) {
        return type.getFields().stream()
                .filter(field -> field.getOwner().equals(type))
                .map(JavaField::getAllInvolvedRawTypes)
                .flatMap(Set::stream)
                .anyMatch(involved -> types.contains(involved.getName()));
    }
}
