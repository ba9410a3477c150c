package dev.spotdock.runtime.message;

import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Rejection;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The event records in the modules' root packages, and samples of them by reflection. */
public final class ModuleRecords {

    private ModuleRecords() {}

    public static List<Class<?>> events() throws IOException {
        List<Class<?>> events = new ArrayList<>();
        for (String module : List.of("auctions", "billing", "compute")) {
            String folder = "classpath*:dev/spotdock/%s/*.class".formatted(module);
            for (Resource file : new PathMatchingResourcePatternResolver().getResources(folder)) {
                String name = String.valueOf(file.getFilename()).replace(".class", "");
                if (name.contains("$") || name.matches("package-info|(Find|List|Read)[A-Z].*")) {
                    continue;
                }
                Class<?> type = load("dev.spotdock.%s.%s".formatted(module, name));
                if (type.isRecord()
                        && !Command.class.isAssignableFrom(type)
                        && !Rejection.class.isAssignableFrom(type)) {
                    events.add(type);
                }
            }
        }
        return events;
    }

    public static Object sample(Class<?> type, boolean nullsWhereAllowed) {
        if (type == Price.class) {
            return new Price(3_000_000, Per.MINUTE);
        } else if (type == LotItem.class) { // exactly one of its two
            return nullsWhereAllowed
                    ? LotItem.of(new VehicleId(new UUID(0x7000, 0)))
                    : LotItem.of((CapacityBlock) sample(CapacityBlock.class, false));
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean nullable = components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] =
                    nullable && nullsWhereAllowed
                            ? null
                            : value(components[i], i, nullsWhereAllowed);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot make a " + type, e);
        }
    }

    private static Object value(RecordComponent component, int seed, boolean nullsWhereAllowed) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                        && element.isRecord()
                ? List.of(sample(element, nullsWhereAllowed))
                : value(component.getType(), seed, nullsWhereAllowed);
    }

    private static Object value(Class<?> type, int seed, boolean nullsWhereAllowed) {
        if (type == String.class) {
            return "text " + seed;
        } else if (type == long.class || type == Long.class) {
            return Long.MAX_VALUE - seed;
        } else if (type == int.class || type == Integer.class) {
            return seed;
        } else if (type == boolean.class || type == Boolean.class) {
            return seed % 2 == 0;
        } else if (type == UUID.class) {
            return new UUID(0x7000, seed);
        } else if (type == Instant.class) {
            return Instant.parse("2026-11-21T10:15:30.123Z").plusSeconds(seed);
        } else if (type == Duration.class) {
            return Duration.ofMillis(90_001);
        } else if (type == List.class) {
            return List.of("one", "two");
        } else if (type == Map.class) {
            return Map.of("NAME", "value");
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return sample(type, nullsWhereAllowed);
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }
}
