package dev.millrace.costwrite;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the ledger is written. */
@ConfigMapping(prefix = "millrace.costs")
public interface CostConfig {

    /** At most so many records become one transaction. */
    @WithDefault("500")
    int batch();

    /** At most so many records wait for the transaction before theirs; further ones are sent away with 503. */
    @WithDefault("5000")
    int queue();

    /** What this function itself uses is booked at most so often, with a batch that comes anyway. */
    @WithDefault("5s")
    Duration ownUsage();
}
