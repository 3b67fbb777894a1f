package dev.millrace.runtime.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured line.
 *
 * @param wanted what must hold, null where nothing was promised
 */
public record Figure(String name, String value, @Nullable String wanted) {}
