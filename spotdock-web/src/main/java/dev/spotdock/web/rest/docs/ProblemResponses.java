package dev.spotdock.web.rest.docs;

import dev.spotdock.web.problem.ProblemBody;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.AccessTable;
import dev.spotdock.web.security.AccessTable.Rule;
import dev.spotdock.web.security.AccessTable.Who;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds to every operation the problems that it may answer, by what it takes. */
class ProblemResponses implements GlobalOpenApiCustomizer {

    @Override
    public void customise(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        // Here and not in the document's head, where it would be removed as nobody refers to it
        // yet.
        ModelConverters.getInstance(true)
                .readAll(ProblemBody.class)
                .forEach(api.getComponents()::addSchemas);
        api.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap()
                                .forEach((method, operation) -> add(path, method, operation)));
    }

    private static void add(String path, HttpMethod method, Operation operation) {
        if (method == HttpMethod.POST) {
            operation.addParametersItem(
                    new Parameter()
                            .in("header")
                            .name("Idempotency-Key")
                            .description(
                                    "1 to 255 visible ASCII characters; the same key and request"
                                            + " within 24 h gets the first answer again")
                            .schema(new StringSchema().maxLength(255)));
            operation
                    .getResponses()
                    .values()
                    .forEach(response ->
                            response.addHeaderObject(
                                    "Idempotent-Replayed",
                                    new Header()
                                            .description("true if it is the first answer")
                                            .schema(new StringSchema())));
        }
        if (method == HttpMethod.GET) {
            Shown.document(operation);
        }
        for (ProblemCode code : codes(path, method, operation)) {
            document(operation, code);
        }
        rule(path, method).ifPresent(rule -> addWho(rule, operation));
    }

    private static Set<ProblemCode> codes(String path, HttpMethod method, Operation operation) {
        Set<ProblemCode> codes =
                EnumSet.of(
                        ProblemCode.MALFORMED_REQUEST, // an address that is none
                        ProblemCode.UNAUTHENTICATED,
                        ProblemCode.NOT_ACCEPTABLE,
                        ProblemCode.PAYLOAD_TOO_LARGE, // also where no body is expected
                        ProblemCode.RATE_LIMITED,
                        ProblemCode.INTERNAL,
                        ProblemCode.UNAVAILABLE);
        if (operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> "query".equals(p.getIn()))) {
            codes.add(ProblemCode.INVALID_REQUEST);
        }
        if (operation.getRequestBody() != null) {
            codes.addAll(
                    EnumSet.of(
                            ProblemCode.INVALID_REQUEST,
                            ProblemCode.REQUEST_TIMEOUT,
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE));
        }
        if (method == HttpMethod.POST) { // a bad, busy or reused Idempotency-Key
            codes.addAll(
                    EnumSet.of(
                            ProblemCode.INVALID_REQUEST,
                            ProblemCode.CONFLICT,
                            ProblemCode.IDEMPOTENCY_KEY_REUSED));
        }
        boolean session = path.equals("/api/v1/session") && method == HttpMethod.GET;
        if (path.contains("{") || path.matches("/api/v1/(wallet(/.*)?|invoices)") || session) {
            codes.add(ProblemCode.NOT_FOUND);
        }
        if (method == HttpMethod.PATCH) {
            codes.addAll(
                    EnumSet.of(
                            ProblemCode.CONFLICT,
                            ProblemCode.VERSION_MISMATCH,
                            ProblemCode.VERSION_REQUIRED));
        }
        if (method == HttpMethod.DELETE) {
            codes.add(ProblemCode.CONFLICT);
        }
        boolean costs =
                path.startsWith("/api/v1/bids") || path.matches("/api/v1/lots/.*/(bids|buy-now)");
        if (costs && (method == HttpMethod.POST || method == HttpMethod.PATCH)) {
            codes.add(ProblemCode.INSUFFICIENT_FUNDS);
        }
        if (path.startsWith("/api/v1/events") || path.equals("/api/v1/webhooks/{id}/replay")) {
            codes.add(ProblemCode.RESET);
        }
        if (path.endsWith("/deposits")) {
            codes.add(ProblemCode.PAYMENT_DECLINED);
        }
        if (path.endsWith("/accounts") && method == HttpMethod.POST) { // where it is switched off
            codes.add(ProblemCode.FORBIDDEN);
        }
        if (path.matches("/api/v1/accounts/\\{.*") && method == HttpMethod.PATCH) {
            codes.addAll(
                    EnumSet.of(
                            ProblemCode.CONFLICT,
                            ProblemCode.VERSION_MISMATCH,
                            ProblemCode.VERSION_REQUIRED));
        }
        if (rule(path, method).filter(rule -> rule.scope() != null).isPresent()) {
            codes.add(ProblemCode.FORBIDDEN);
        }
        return codes;
    }

    private static Optional<Rule> rule(String path, HttpMethod method) {
        return AccessTable.of(org.springframework.http.HttpMethod.valueOf(method.name()), path);
    }

    /** Who may call it, in words, and that nobody needs a credential where anyone may. */
    private static void addWho(Rule rule, Operation operation) {
        if (rule.who() == Who.ANYONE) {
            operation.setSecurity(List.of());
        }
        String who =
                switch (rule.who()) {
                    case ANYONE -> "Anyone may, without a credential.";
                    case ACCOUNT -> "For every account";
                    case SELLER -> "For sellers and operators";
                    case OPERATOR -> "For operators";
                };
        String scope =
                rule.scope() == null
                        ? rule.who() == Who.ANYONE ? "" : "."
                        : "; a confined key needs the scope `%s`."
                                .formatted(rule.scope().wireName());
        String before = operation.getDescription() == null ? "" : operation.getDescription() + " ";
        operation.setDescription(before + who + scope);
    }

    /** Codes of one status share a response. */
    private static void document(Operation operation, ProblemCode code) {
        String status = Integer.toString(code.status());
        ApiResponse known = operation.getResponses().get(status);
        List<String> names = new ArrayList<>();
        if (known != null) {
            names.add(known.getDescription());
        }
        names.add("`%s`: %s".formatted(code.wireName(), code.title()));
        operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(String.join("; ", names))
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType()
                                                                .schema(
                                                                        new Schema<>()
                                                                                .$ref(
                                                                                        "#/components/schemas/Problem")))));
    }
}
