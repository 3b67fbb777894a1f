package dev.millrace.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the room takes. */
@ConfigMapping(prefix = "millrace.notification")
public interface NotificationConfig {

    /** How long one delivery may work on an event before another may try; longer than the service's timeout. */
    @WithDefault("PT90S")
    Duration lease();
}
