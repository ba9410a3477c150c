package dev.spotdock.web.rest.events;

import static io.swagger.v3.oas.annotations.media.Schema.AdditionalPropertiesValue.TRUE;

import dev.spotdock.web.feed.EventSchemas;
import dev.spotdock.web.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Shows what events look like. */
@RestController
@Tag(name = "Events")
class SchemasController {

    private static final String MEDIA_TYPE = "application/schema+json";

    private final EventSchemas schemas;

    SchemasController(EventSchemas schemas) {
        this.schemas = schemas;
    }

    @GetMapping(path = "/schemas/{type}.json", produces = MEDIA_TYPE)
    @Operation(
            operationId = "findEventSchema",
            summary = "Shows the JSON Schema of a type of event",
            description = "Of its data, as JSON Schema 2020-12. Needs no key.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MEDIA_TYPE,
                            schema = @Schema(type = "object", additionalProperties = TRUE)))
    ObjectNode schema(@PathVariable String type) {
        return schemas.of(type)
                .orElseThrow(() -> Problem.notFound("there is no such type of event"));
    }
}
