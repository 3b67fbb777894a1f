package dev.millrace.forge.build;

import java.time.Instant;

/**
 * A step that ran, or was left out.
 *
 * @param number from 1; its log has the same number
 */
public record StepRun(int number, String name, Build.Result result, Instant started, Instant finished) {}
