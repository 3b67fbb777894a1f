package dev.millrace.modeldispatch.tokens;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.price.ModelPrice;
import dev.millrace.contracts.price.PriceBook;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What models cost at a moment. Without a price book, or with one that prices no model at all, everything is free:
 * nobody counts money there.
 */
public final class Tariff {

    private static final String USUAL_CURRENCY = "USD";

    private final @Nullable PriceBook book;
    private final Instant at;
    private final Map<String, Optional<ModelPrice>> found = new HashMap<>();

    public Tariff(Optional<PriceBook> book, Instant at) {
        this.book = book.filter(prices -> !prices.models().isEmpty()).orElse(null);
        this.at = at;
    }

    public boolean knows(String model) {
        return book == null || price(model).isPresent();
    }

    public Optional<ModelPrice> price(String model) {
        PriceBook prices = book;
        return prices == null ? Optional.empty() : found.computeIfAbsent(model, name -> prices.model(name, at));
    }

    /**
     * What tokens cost.
     *
     * @return nothing for a model without a price; the highest amount when it is above what a number holds
     */
    public Money cost(String model, Usage usage) {
        return new Money(price(model).map(price -> nanos(price, usage)).orElse(0L), currency());
    }

    public String currency() {
        return book == null ? USUAL_CURRENCY : book.currency();
    }

    private static long nanos(ModelPrice price, Usage usage) {
        try {
            return price.cost(usage.input(), usage.cached(), usage.output());
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
