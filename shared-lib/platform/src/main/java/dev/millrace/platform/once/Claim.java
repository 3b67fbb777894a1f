package dev.millrace.platform.once;

/**
 * The right to cause an effect outside.
 *
 * @param fence grows with each claim on the same event; a far side that can compare it refuses the older one
 */
public record Claim(long fence) {}
