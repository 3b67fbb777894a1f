package dev.millrace.durable.steps;

/**
 * A child orchestration by its name, with what it takes and gives.
 *
 * @param <I> input
 * @param <O> outcome
 */
public record StepType<I, O>(String name, Class<I> input, Class<O> outcome) {}
