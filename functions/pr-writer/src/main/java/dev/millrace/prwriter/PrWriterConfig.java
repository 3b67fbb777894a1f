package dev.millrace.prwriter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far the room goes. */
@ConfigMapping(prefix = "millrace.pr-writer")
public interface PrWriterConfig {

    /** How long one delivery may work on a command before another may try; longer than the service's timeout. */
    @WithDefault("PT90S")
    Duration lease();

    /** How long the content store keeps what a reply points to. */
    @WithDefault("P30D")
    Duration keep();

    /** Who signs off commits (Developer Certificate of Origin 1.1). */
    Author author();

    /** What one commit may change. */
    Limits limits();

    interface Author {

        @WithDefault("Millrace")
        String name();

        @WithDefault("noreply@millrace.dev")
        String email();
    }

    interface Limits {

        /** Files. */
        @WithDefault("200")
        int edits();

        /** Bytes of one file. */
        @WithDefault("1048576")
        int file();

        /** Bytes of all files together. */
        @WithDefault("4194304")
        int total();
    }
}
