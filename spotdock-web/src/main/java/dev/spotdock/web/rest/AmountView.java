package dev.spotdock.web.rest;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Money on the wire.
 *
 * @param amount plain decimal, at most six decimals
 */
@Schema(name = "Amount")
public record AmountView(
        @Schema(example = "1.5") String amount, @Schema(example = "USD") String currency) {}
