package dev.millrace.hookvalidation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What hooks may cost. */
@ConfigMapping(prefix = "millrace.hook")
public interface HookConfig {

    /** Bytes; of a larger body only the beginning is kept, and it is quarantined. */
    @WithDefault("1048576")
    int largestBody();

    /** Bytes that are kept of a body that is too large. */
    @WithDefault("65536")
    int keptOfLarger();

    /** How long the content store keeps a body. */
    @WithDefault("P30D")
    Duration keep();
}
