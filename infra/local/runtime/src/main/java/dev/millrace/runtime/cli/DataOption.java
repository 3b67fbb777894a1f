package dev.millrace.runtime.cli;

import dev.millrace.runtime.house.RunningFile;
import dev.millrace.runtime.secrets.SecretStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which platform a command speaks to: the one of a data directory. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The platform's data directory (default: $MILLRACE_DATA, else .millrace/data of this working copy).")
    @Nullable
    Path data;

    Path folder() {
        if (data != null) {
            return data;
        }
        String named = System.getenv("MILLRACE_DATA");
        return named == null ? Checkout.current().defaultData() : Path.of(named);
    }

    Path tenants() {
        String named = System.getenv("MILLRACE_TENANTS");
        return named == null ? Checkout.current().defaultTenants() : Path.of(named);
    }

    SecretStore secrets() {
        return new SecretStore(folder().toAbsolutePath().resolve("secrets"), new SecureRandom());
    }

    Optional<RunningPlatform> running() {
        return RunningFile.read(folder()).map(content -> new RunningPlatform(content, operatorToken()));
    }

    /** @throws CommandFailure when no platform runs there */
    RunningPlatform require() {
        return running()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOT_RUNNING, "No platform runs in " + folder() + ". Start one with: millrace up"));
    }

    private String operatorToken() {
        return secrets().find("operator", "token").orElse("");
    }
}
