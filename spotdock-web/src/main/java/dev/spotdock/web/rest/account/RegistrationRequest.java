package dev.spotdock.web.rest.account;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A new account as a request gives it, unread. */
@Schema(name = "RegistrationRequest")
record RegistrationRequest(
        @Schema(
                        example = "ada@example.com",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        pattern = RegistrationRequest.EMAIL,
                        maxLength = RegistrationRequest.EMAIL_MAX)
                @Nullable String email,
        @Schema(
                        example = "correct horse battery staple",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = RegistrationRequest.PASSWORD_MIN,
                        maxLength = TokenRequest.PASSWORD_MAX)
                @Nullable String password,
        @Schema(
                        example = "Ada",
                        description = "default: the email's part before the @",
                        minLength = 1,
                        maxLength = RegistrationRequest.NAME_MAX)
                @Nullable String name) {

    static final String EMAIL = "[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}";
    static final int EMAIL_MAX = 245;
    static final int PASSWORD_MIN = 12;
    static final int NAME_MAX = 200;

    private static final int DIFFERENT_MIN = 5;
    private static final Pattern EMAIL_PATTERN = Pattern.compile(EMAIL);

    /** Reads a body and notes everything that is wrong with it. */
    static RegistrationRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("email").require("password");
        RegistrationRequest request =
                new RegistrationRequest(
                        fields.text("email"), fields.text("password"), fields.text("name"));
        fields.refuseOthers();
        request.check(errors);
        return request;
    }

    private void check(InputErrors errors) {
        if (email != null && !EMAIL_PATTERN.matcher(email).matches()) {
            errors.add("/email", "must be an address such as ada@example.com, in ASCII");
        }
        if (name != null && (name.isBlank() || name.length() > NAME_MAX)) {
            errors.add("/name", "must have 1 to %d characters".formatted(NAME_MAX));
        }
        if (password != null) {
            checkPassword(password, errors);
        }
    }

    /** Length counts, not what kinds of characters there are (ASVS 5, V6.2). */
    private void checkPassword(String text, InputErrors errors) {
        if (text.length() < PASSWORD_MIN || text.length() > TokenRequest.PASSWORD_MAX) {
            errors.add(
                    "/password",
                    "must have %d to %d characters"
                            .formatted(PASSWORD_MIN, TokenRequest.PASSWORD_MAX));
        } else if (text.codePoints().distinct().count() < DIFFERENT_MIN) {
            errors.add("/password", "must have at least 5 different characters");
        } else if (email != null
                && text.toLowerCase(Locale.ROOT).contains(email.toLowerCase(Locale.ROOT))) {
            errors.add("/password", "must not contain the email");
        }
    }

    /** The name, or what stands for it. */
    String nameOrDefault() {
        return name != null || email == null ? String.valueOf(name) : email.split("@", 2)[0];
    }

    /** A password is a secret. */
    @Override
    public String toString() {
        return "RegistrationRequest[]";
    }
}
