package dev.millrace.forge.talk;

/**
 * The line that a conversation is about.
 *
 * @param line from 1; 0 for the whole file.
 * @param right the new side
 */
public record Anchor(String path, int line, boolean right) {}
