package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Money;

/**
 * The most that a call can use.
 *
 * @param model alias that was asked for
 * @param tokens input and output together
 * @param cost at the dearest model that the call may reach
 */
public record Demand(String model, long tokens, Money cost) {}
