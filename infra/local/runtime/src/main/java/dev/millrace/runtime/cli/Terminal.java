package dev.millrace.runtime.cli;

import java.io.Console;
import picocli.CommandLine.Model.CommandSpec;

/** The terminal that a command prints to, if it prints to one. */
final class Terminal {

    private Terminal() {}

    /**
     * Whether somebody looks, and not a file or another program reads. Without a terminal JDK 22 to 24 have a console all
     * the same, JDK 25 has none.
     */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** How many columns a line may have; where nobody looks, as many as it needs. */
    static int columns(CommandSpec command) {
        return isThere() ? command.usageMessage().width() : Integer.MAX_VALUE;
    }
}
