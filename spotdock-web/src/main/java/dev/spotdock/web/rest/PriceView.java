package dev.spotdock.web.rest;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Money per time on the wire.
 *
 * @param per {@code second}, {@code minute}, {@code hour} or {@code slot-hour}
 */
@Schema(name = "Price")
public record PriceView(
        @Schema(example = "0.05") String amount,
        @Schema(example = "USD") String currency,
        @Schema(
                        example = "minute",
                        allowableValues = {"second", "minute", "hour", "slot-hour"})
                String per) {}
