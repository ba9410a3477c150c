package dev.spotdock.process;

import dev.spotdock.kernel.money.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the platform keeps of a sale by auction.
 *
 * @param feeBasisPoints of the price, borne by the seller: 500 is 5 %; rounded down to whole
 *     micro-units
 */
@Validated
@ConfigurationProperties("spotdock.sales")
record SaleProperties(@DefaultValue("500") @Min(0) @Max(10_000) int feeBasisPoints) {

    private static final long WHOLE = 10_000;

    Money fee(Money price) {
        long micros = price.micros();
        // Whole parts and rest apart: their products stay within 64 bits.
        return Money.ofMicros(
                micros / WHOLE * feeBasisPoints + micros % WHOLE * feeBasisPoints / WHOLE);
    }
}
