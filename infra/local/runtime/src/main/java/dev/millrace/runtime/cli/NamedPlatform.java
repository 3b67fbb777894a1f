package dev.millrace.runtime.cli;

import java.net.URI;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The platform of a data directory, looked up when somebody asks for it. */
final class NamedPlatform implements PlatformAccess {

    private final DataOption data = new DataOption();

    @Override
    public URI gateway() {
        return data.require().gateway();
    }

    @Override
    public String operatorToken() {
        return data.require().operatorToken();
    }

    /** Lets a command's subcommands say which data directory is meant. */
    CommandLine namedBy(CommandLine command, String... subcommands) {
        command.getSubcommands().forEach((name, subcommand) -> {
            if (List.of(subcommands).contains(name)) {
                subcommand.getCommandSpec().addMixin("platform", CommandSpec.forAnnotatedObject(data));
            }
        });
        return command;
    }
}
