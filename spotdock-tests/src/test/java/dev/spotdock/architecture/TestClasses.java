package dev.spotdock.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiled tests of every module that was built. */
final class TestClasses {

    static final JavaClasses ALL = new ClassFileImporter().importPaths(folders());

    private TestClasses() {}

    static boolean isOf(JavaClass type, String module) {
        return type.getSource().orElseThrow().getUri().getPath().contains("/" + module + "/");
    }

    private static List<Path> folders() {
        return Reactor.modules().stream()
                .map(m -> m.resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
    }
}
