package dev.spotdock.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.SpotDock;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Spring Modulith's own view of the modules; the kernel is shared, ArchUnit guards it. */
class ModulithArchTests {

    private static final ApplicationModules MODULES =
            ApplicationModules.of(SpotDock.class, resideInAPackage("dev.spotdock.kernel.."));

    @Test
    void modulesUseOnlyEachOthersApi() {
        MODULES.verify();
    }

    @Test
    void modulithSeesTheModules() {
        assertThat(MODULES.stream().map(m -> m.getIdentifier().toString()))
                .contains("auctions", "billing", "compute");
    }
}
