package dev.millrace.host.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where the engine's store is, and how long it keeps what has ended. */
@ConfigMapping(prefix = "millrace.engine")
public interface HostConfig {

    String jdbcUrl();

    String username();

    String password();

    /** How long an instance that has ended is kept; its id is remembered for longer. */
    @WithDefault("P90D")
    Duration keep();

    /** How long the content that workflows write is kept. */
    @WithDefault("P30D")
    Duration keepContent();
}
