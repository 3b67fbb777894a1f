package dev.millrace.contracts.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.price.PriceBook.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What time costs.
 *
 * @param price in nanos for one {@code unit}
 */
public record RatePrice(Validity valid, long price, Duration unit) {

    /** As the file has it: a price in decimals of the currency's unit for {@code per}, such as {@code PT1M}. */
    @JsonCreator
    static RatePrice of(
            @JsonProperty("from") LocalDate from,
            @JsonProperty("until") @Nullable LocalDate until,
            @JsonProperty("price") BigDecimal price,
            @JsonProperty("per") Duration per) {
        if (per == null || !per.isPositive()) {
            throw new IllegalArgumentException("a price of time needs 'per', such as PT1S");
        }
        return new RatePrice(new Validity(from, until), PriceBook.nanos("time", price), per);
    }

    /**
     * What a time costs, in nanos, rounded up.
     *
     * @param nanoseconds of time, not below 0
     */
    public long cost(long nanoseconds) {
        if (nanoseconds < 0) {
            throw new IllegalArgumentException("no such time: " + nanoseconds + " ns");
        }
        BigInteger of = BigInteger.valueOf(unit.toNanos());
        return BigInteger.valueOf(nanoseconds)
                .multiply(BigInteger.valueOf(price))
                .add(of.subtract(BigInteger.ONE))
                .divide(of)
                .longValueExact();
    }
}
