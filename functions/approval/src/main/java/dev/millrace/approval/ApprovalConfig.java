package dev.millrace.approval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** How people are reached, and how long what they hold is good. */
@ConfigMapping(prefix = "millrace.approval")
public interface ApprovalConfig {

    /**
     * Secrets that sign links and forms, each at least 32 characters, parted by commas. The first signs; the others are
     * still believed, so a new one is put before the old one and the old one goes when its links have expired.
     */
    String keys();

    /** Where people reach the gateway. */
    @WithDefault("http://localhost:8800")
    URI address();

    /** How long a form of the page can be sent. */
    @WithName("form-life")
    @WithDefault("PT2H")
    Duration formLife();

    /** How long a page that follows a form waits for what the form asked for to be recorded. */
    @WithDefault("PT3S")
    Duration patience();
}
