package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.container.ContainerSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a bid runs; never changes. Variables are stored as {@code NAME=value}. */
@Embeddable
record Image(
        @Column(updatable = false) String image,
        @Column(updatable = false) @JdbcTypeCode(SqlTypes.ARRAY) List<String> command,
        @Column(updatable = false) @JdbcTypeCode(SqlTypes.ARRAY) List<String> env) {

    static Image of(ContainerSpec container) {
        List<String> env =
                container.env().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList();
        return new Image(container.image(), container.command(), env);
    }

    ContainerSpec container() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : env) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new ContainerSpec(image, command, variables);
    }

    /** Names the image only: command and variables may carry secrets. */
    @Override
    public String toString() {
        return "Image[%s]".formatted(image);
    }
}
