package dev.millrace.notification.hook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How webhooks are posted. */
@ConfigMapping(prefix = "millrace.webhooks")
public interface HookConfig {

    /** How long one may take, from the connection to the answer. */
    @WithDefault("PT10S")
    Duration patience();

    /** Whether they may go to this machine, by plain HTTP: only where tenants and platform are one person's. */
    @WithDefault("false")
    boolean loopback();
}
