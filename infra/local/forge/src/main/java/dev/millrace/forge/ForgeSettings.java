package dev.millrace.forge;

import dev.millrace.forge.hook.Patience;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * How a forge runs.
 *
 * @param data where everything lies that survives a restart
 * @param port on the loopback interface; 0 for any free one
 * @param patience how long hooks are tried
 * @param buildLimit time for all steps of a build
 */
public record ForgeSettings(Path data, int port, Patience patience, Duration buildLimit, Clock clock) {

    public ForgeSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port must be 0 to 65535");
        }
    }

    /** The usual forge in a folder, on any free port. */
    public static ForgeSettings in(Path data) {
        return new ForgeSettings(data, 0, Patience.OF_AZURE_DEVOPS, Duration.ofMinutes(10), Clock.systemUTC());
    }

    public ForgeSettings withPort(int next) {
        return new ForgeSettings(data, next, patience, buildLimit, clock);
    }

    public ForgeSettings withPatience(Patience next) {
        return new ForgeSettings(data, port, next, buildLimit, clock);
    }

    public ForgeSettings withBuildLimit(Duration next) {
        return new ForgeSettings(data, port, patience, next, clock);
    }
}
