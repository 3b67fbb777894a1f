package dev.millrace.docsupdate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far the room goes. */
@ConfigMapping(prefix = "millrace.docs-update")
public interface DocsConfig {

    /** How long one delivery may work on an event before another may try; longer than the service's timeout. */
    @WithDefault("PT90S")
    Duration lease();

    /** Most commits that are read to find the last release. */
    @WithDefault("500")
    int history();

    /** How often a delivery looks again when somebody else moved the branch meanwhile. */
    @WithDefault("5")
    int attempts();

    /** Who signs off commits (Developer Certificate of Origin 1.1). */
    Author author();

    interface Author {

        @WithDefault("Millrace")
        String name();

        @WithDefault("noreply@millrace.dev")
        String email();
    }
}
