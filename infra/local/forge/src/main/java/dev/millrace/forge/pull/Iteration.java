package dev.millrace.forge.pull;

import java.time.Instant;

/**
 * What was pushed at one time.
 *
 * @param base last commit that source and target shared
 */
public record Iteration(int number, String source, String target, String base, String by, Instant at) {}
