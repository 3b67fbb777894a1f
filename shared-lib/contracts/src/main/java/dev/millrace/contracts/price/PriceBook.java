package dev.millrace.contracts.price;

import dev.millrace.contracts.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices, each with the days it is valid on, in one currency.
 *
 * @param currency ISO 4217 code
 * @param models per million tokens
 * @param compute per second that an instance of a function runs
 * @param builds per minute of a pipeline
 */
public record PriceBook(String currency, List<ModelPrice> models, List<RatePrice> compute, List<RatePrice> builds) {

    /** @throws IllegalArgumentException when two prices of the same thing are valid on the same day */
    public PriceBook {
        currency = new Money(0, currency).currency();
        models = models == null ? List.of() : List.copyOf(models);
        compute = compute == null ? List.of() : List.copyOf(compute);
        builds = builds == null ? List.of() : List.copyOf(builds);
        models.stream()
                .collect(Collectors.groupingBy(ModelPrice::model))
                .forEach((model, prices) -> requireApart(model, prices, ModelPrice::valid));
        requireApart("compute", compute, RatePrice::valid);
        requireApart("builds", builds, RatePrice::valid);
    }

    /** The price of a model at a moment; empty when the book has none, which forbids to call it under a budget. */
    public Optional<ModelPrice> model(String model, Instant at) {
        return models.stream()
                .filter(price -> price.model().equals(model) && price.valid().covers(at))
                .findFirst();
    }

    public Money amount(long nanos) {
        return new Money(nanos, currency);
    }

    /** The days that a price is valid on, in UTC: from the first up to, but without, the second. */
    public record Validity(LocalDate from, @Nullable LocalDate until) {

        public Validity {
            if (from == null || (until != null && !from.isBefore(until))) {
                throw new IllegalArgumentException(
                        "a price is valid from one day until a later one, unlike from " + from + " until " + until);
            }
        }

        public boolean covers(Instant moment) {
            LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
            return !day.isBefore(from) && (until == null || day.isBefore(until));
        }

        boolean overlaps(Validity other) {
            return (until == null || other.from.isBefore(until)) && (other.until == null || from.isBefore(other.until));
        }
    }

    private static <P> void requireApart(String what, List<P> prices, Function<P, Validity> valid) {
        for (int i = 0; i < prices.size(); i++) {
            Validity one = valid.apply(prices.get(i));
            for (P other : prices.subList(i + 1, prices.size())) {
                if (one.overlaps(valid.apply(other))) {
                    throw new IllegalArgumentException("two prices of " + what + " are valid on " + one.from()
                            + ": end one before the other starts");
                }
            }
        }
    }

    /** A price in the file is a decimal number of the currency's unit; here it is exact in billionths of it. */
    static long nanos(String what, @Nullable BigDecimal price) {
        if (price == null || price.signum() < 0) {
            throw new IllegalArgumentException(what + " needs a price that is not below 0, unlike " + price);
        }
        try {
            return price.movePointRight(9).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(what + " has a price with more than 9 decimals: " + price, e);
        }
    }
}
