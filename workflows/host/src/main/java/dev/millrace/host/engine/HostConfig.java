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

    /** How long an instance that has ended is kept. */
    @WithDefault("P90D")
    Duration keep();

    /** How long the ids of removed instances and of events are remembered. It must outlast the dead letters' 30 days. */
    @WithDefault("P730D")
    Duration remember();

    /** How long the content that workflows write is kept. */
    @WithDefault("P30D")
    Duration keepContent();
}
