package dev.millrace.runtime.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a code host's token comes from. It is never an argument, which other users of the machine could see. */
final class TokenOption {

    static final String VARIABLE = "MILLRACE_HOST_TOKEN";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the account's token (default: $" + VARIABLE
                    + ", else the one given last, else you are asked).")
    @Nullable
    Path file;

    /**
     * @param last the one given last
     * @throws CommandFailure when there is none, or it cannot be one
     */
    String token(Optional<String> last) {
        String token = (file == null ? elsewhere(last) : read(file)).strip();
        if (token.isEmpty() || !token.chars().allMatch(each -> each > ' ' && each < 0x7f)) {
            throw new CommandFailure("The token is empty or holds characters that no token has; give it as one line.");
        }
        return token;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + " with a token.");
        } catch (IOException e) {
            throw new CommandFailure("The token's file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static String elsewhere(Optional<String> last) {
        String variable = System.getenv(VARIABLE);
        return variable == null ? last.orElseGet(TokenOption::asked) : variable;
    }

    /** Without a terminal JDK 22 to 24 have a console all the same, JDK 25 has none. */
    @SuppressWarnings("SystemConsoleNull")
    private static String asked() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "A token is needed: set " + VARIABLE + " or name a file with --token-file.");
        }
        char @Nullable [] typed = console.readPassword("Token (not shown): ");
        return typed == null ? "" : new String(typed);
    }
}
