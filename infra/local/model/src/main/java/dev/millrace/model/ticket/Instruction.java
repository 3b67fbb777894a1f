package dev.millrace.model.ticket;

/** One thing that a ticket asks for in so many words. */
public sealed interface Instruction {

    String path();

    /** Every occurrence of a text in a file becomes another. */
    record Replace(String path, String search, String text) implements Instruction {}

    /** A text goes to the end of a file, on lines of its own. */
    record Add(String path, String text) implements Instruction {}

    record Delete(String path) implements Instruction {}

    /** A file gets this text, whether it exists or not. */
    record Create(String path, String text) implements Instruction {}
}
