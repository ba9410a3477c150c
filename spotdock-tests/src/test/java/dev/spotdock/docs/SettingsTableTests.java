package dev.spotdock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class SettingsTableTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(spotdock\\.[^`]+)` \\|");

    @Test
    void theReadmeListsEverySettingAndNoOther() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Set<String> listed =
                ROW.matcher(readme)
                        .results()
                        .map(MatchResult::group)
                        .map(row -> row.substring(3, row.length() - 3))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(settings().collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Stream<String> settings() {
        ClassPathScanningCandidateComponentProvider scan =
                new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("dev.spotdock").stream()
                .map(bean -> load(String.valueOf(bean.getBeanClassName())))
                .flatMap(type -> settings(prefix(type), type));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String prefix(Class<?> type) {
        ConfigurationProperties annotation = type.getAnnotation(ConfigurationProperties.class);
        return annotation.value().isEmpty() ? annotation.prefix() : annotation.value();
    }

    private static Stream<String> settings(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .flatMap(component -> settings(prefix + "." + kebab(component), component));
    }

    private static Stream<String> settings(String name, RecordComponent component) {
        if (component.getType() == Map.class) {
            List<Type> types =
                    List.of(
                            ((ParameterizedType) component.getGenericType())
                                    .getActualTypeArguments());
            Class<?> value = (Class<?>) types.get(1);
            return value.isRecord()
                    ? settings(name + ".<name>", value)
                    : Stream.of(name + ".<name>");
        }
        return component.getType().isRecord()
                ? settings(name, component.getType())
                : Stream.of(name);
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
