package dev.spotdock.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Every class of the product, read once for all rules. */
final class MainClasses {

    static final String[] MODULES = {
        "dev.spotdock.auctions", "dev.spotdock.billing", "dev.spotdock.compute"
    };

    static final String[] PURE_PACKAGES = {
        "dev.spotdock.auctions.matching.engine..",
        "dev.spotdock.auctions.pricing.rule..",
        "dev.spotdock.auctions.eviction.plan..",
        "dev.spotdock.auctions.reservation.window..",
        "dev.spotdock.auctions.timed.winner..",
        "dev.spotdock.billing.metering.rating.."
    };

    static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.spotdock");

    private MainClasses() {}
}
