package dev.spotdock.web.rest.account;

import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A login as a request gives it, unread. */
@Schema(name = "TokenRequest")
record TokenRequest(
        @Schema(
                        example = "ada@example.com",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = TokenRequest.EMAIL_MAX)
                @Nullable String email,
        @Schema(
                        example = "correct horse battery staple",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = TokenRequest.PASSWORD_MAX)
                @Nullable String password) {

    /** A body, for the document of both kinds of login. */
    static final String EXAMPLE =
            """
            {"email": "ada@example.com",
             "password": "correct horse battery staple"}\
            """;

    static final int EMAIL_MAX = 320;
    static final int PASSWORD_MAX = 200;

    /** Reads a body and notes everything that is wrong with it. */
    static TokenRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("email").require("password");
        TokenRequest request = new TokenRequest(fields.text("email"), fields.text("password"));
        fields.refuseOthers();
        check("/email", request.email(), EMAIL_MAX, errors);
        check("/password", request.password(), PASSWORD_MAX, errors);
        return request;
    }

    private static void check(
            String pointer, @Nullable String text, int lengthMax, InputErrors errors) {
        if (text != null && (text.isEmpty() || text.length() > lengthMax)) {
            errors.add(pointer, "must have 1 to %d characters".formatted(lengthMax));
        }
    }

    /** A password is a secret. */
    @Override
    public String toString() {
        return "TokenRequest[]";
    }
}
