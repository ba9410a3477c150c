package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.FindQuote;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Quotes prices. */
@RestController
@RequestMapping("/api/v1/pools/{pool}/quotes")
@Tag(name = "Pools")
class QuotesController {

    private static final String EXAMPLE =
            """
            {"resources": {"cpu": "500m", "memory": "256Mi"}, "notice": "PT30S", "minRun": "PT1M"}\
            """;

    private final Ask ask;
    private final Idempotency idempotency;
    private final SiteCurrency site;

    QuotesController(Ask ask, Idempotency idempotency, SiteCurrency site) {
        this.ask = ask;
        this.idempotency = idempotency;
        this.site = site;
    }

    @Cost
    @PostMapping
    @Operation(
            operationId = "quote",
            summary = "Says at which price a shape would run now",
            description =
                    "The lowest price, behind all that wait, who would have to go for it, or what"
                            + " stands in the way of any price. Changes nothing and reserves"
                            + " nothing.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = QuoteRequest.class),
                                            examples = @ExampleObject(value = EXAMPLE))))
    @ApiResponse(
            responseCode = "200",
            description = "The quote",
            content = @Content(schema = @Schema(implementation = QuoteView.class)))
    ResponseEntity<?> quote(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String pool,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("quote", request, body),
                () ->
                        ResponseEntity.ok(
                                ask.one(QuoteRequest.read(pool, body), FindQuote.Quote.class)
                                        .map(quote -> QuoteView.of(quote, site))
                                        .orElseThrow(
                                                () -> Problem.notFound("there is no such pool"))));
    }
}
