package dev.millrace.modeldispatch.admission;

/**
 * What a call used in the end.
 *
 * @param upstream name of the model that answered, as the route names it
 * @param inputTokens all of them, the cached ones included
 * @param nanos what it cost, in billionths of the price book's currency
 */
public record Spending(String upstream, long inputTokens, long cachedTokens, long outputTokens, long nanos) {}
