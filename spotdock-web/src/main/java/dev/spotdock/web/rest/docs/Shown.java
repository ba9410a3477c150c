package dev.spotdock.web.rest.docs;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/** What operations that show one resource have in common: an ETag, and 304 for who has it. */
final class Shown {

    private Shown() {}

    /** Documents it, unless the operation shows a list or no JSON. */
    static void document(Operation operation) {
        ApiResponse ok = operation.getResponses().get("200");
        if (ok == null
                || ok.getContent() == null
                || !ok.getContent().containsKey("application/json")) {
            return;
        }
        Schema<?> schema = ok.getContent().get("application/json").getSchema();
        String name = schema == null ? "Listing" : String.valueOf(schema.get$ref());
        if (name.contains("Listing") || name.endsWith("Page")) {
            return;
        }
        ok.addHeaderObject(
                "ETag", new Header().description("names what is shown").schema(new StringSchema()));
        operation
                .getResponses()
                .addApiResponse(
                        "304",
                        new ApiResponse().description("If-None-Match names what would be shown"));
    }
}
