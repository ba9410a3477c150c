package dev.spotdock.web.rest.account;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.security.AccountChanges.Change;
import dev.spotdock.web.security.Role;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of an account, as a request gives it, unread. */
@Schema(name = "AccountChangeRequest")
record AccountChangeRequest(
        @ArraySchema(
                        minItems = 1,
                        schema =
                                @Schema(
                                        allowableValues = {
                                            "bidder",
                                            "seller",
                                            "partner",
                                            "operator"
                                        }))
                @Nullable List<String> roles,
        @Schema(description = "whether none of its credentials is taken")
                @Nullable Boolean disabled) {

    /** Reads a body and notes everything that is wrong with it. */
    static Change read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        AccountChangeRequest request =
                new AccountChangeRequest(fields.texts("roles"), fields.flag("disabled"));
        fields.refuseOthers();
        return new Change(request.known(errors), request.disabled());
    }

    private @Nullable Set<Role> known(InputErrors errors) {
        if (roles == null) {
            return null;
        }
        if (roles.isEmpty()) {
            errors.add("/roles", "must name at least one role");
        }
        Set<Role> known = EnumSet.noneOf(Role.class);
        for (int i = 0; i < roles.size(); i++) {
            Optional<Role> role = Role.ofWireName(roles.get(i));
            role.ifPresent(known::add);
            if (role.isEmpty()) {
                errors.add("/roles/" + i, "must be bidder, seller, partner or operator");
            }
        }
        return known;
    }
}
