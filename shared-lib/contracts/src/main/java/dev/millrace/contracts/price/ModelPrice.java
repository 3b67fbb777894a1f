package dev.millrace.contracts.price;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.price.PriceBook.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in nanos per million tokens.
 *
 * @param model name of the upstream's model, as the routes name it
 * @param cached of input that the upstream had read before
 */
public record ModelPrice(String model, Validity valid, long input, long cached, long output) {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /** As the file has it: prices are decimals of the currency's unit, {@code cached} is like {@code input} when unset. */
    @JsonCreator
    static ModelPrice of(
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("from") LocalDate from,
            @JsonProperty("until") @Nullable LocalDate until,
            @JsonProperty("input") BigDecimal input,
            @JsonProperty("cached") @Nullable BigDecimal cached,
            @JsonProperty("output") BigDecimal output) {
        if (model == null || model.isBlank()) {
            throw new IllegalArgumentException("a price needs the name of its model");
        }
        return new ModelPrice(
                model,
                new Validity(from, until),
                PriceBook.nanos(model, input),
                PriceBook.nanos(model, cached == null ? input : cached),
                PriceBook.nanos(model, output));
    }

    /**
     * What tokens cost, in nanos, rounded up.
     *
     * @param inputTokens all of them, the cached ones included
     * @throws IllegalArgumentException when a count is below 0 or more is cached than was read
     * @throws ArithmeticException when the amount is above what a long holds
     */
    public long cost(long inputTokens, long cachedTokens, long outputTokens) {
        if (cachedTokens < 0 || inputTokens < cachedTokens || outputTokens < 0) {
            throw new IllegalArgumentException("no such tokens: " + inputTokens + " in, of them " + cachedTokens
                    + " cached, " + outputTokens + " out");
        }
        return times(inputTokens - cachedTokens, input)
                .add(times(cachedTokens, cached))
                .add(times(outputTokens, output))
                .add(MILLION.subtract(BigInteger.ONE))
                .divide(MILLION)
                .longValueExact();
    }

    private static BigInteger times(long tokens, long price) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(price));
    }
}
