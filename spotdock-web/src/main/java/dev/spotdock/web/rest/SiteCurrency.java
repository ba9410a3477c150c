package dev.spotdock.web.rest;

import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The installation's one currency, and so how money is shown.
 *
 * @param currency ISO 4217 code; amounts are stored without it, so it is not to be changed later
 */
@Validated
@ConfigurationProperties("spotdock")
public record SiteCurrency(@Pattern(regexp = "[A-Z]{3}") @DefaultValue("USD") String currency) {

    public AmountView amount(Money money) {
        return new AmountView(money.toDecimal(), currency);
    }

    /** A price as its user quoted it, exact. */
    public PriceView price(Price price) {
        return new PriceView(price.amount(), currency, price.quotedPer().wireName());
    }

    /** An hourly rate in another unit, rounded down. */
    public PriceView rate(long microsPerHour, Per per) {
        return new PriceView(Price.display(microsPerHour, per), currency, per.wireName());
    }

    /** The lowest price in that unit, in whole micro-units, that is at least so much per hour. */
    public PriceView priceOfAtLeast(long microsPerHour, Per per) {
        long times = per.timesPerHour();
        return price(new Price(Math.ceilDiv(microsPerHour, times) * times, per));
    }

    /** A price of capacity. */
    public PriceView perSlotHour(long micros) {
        return new PriceView(Money.ofMicros(micros).toDecimal(), currency, "slot-hour");
    }
}
