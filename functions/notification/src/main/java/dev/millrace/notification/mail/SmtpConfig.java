package dev.millrace.notification.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server. */
@ConfigMapping(prefix = "millrace.smtp")
public interface SmtpConfig {

    /** As {@link MailServer#parse} reads it; mail is undeliverable without. */
    Optional<String> url();

    /** Address that mail comes from, which the server must allow. */
    @WithDefault("millrace@localhost")
    String sender();

    /** How long one mail may take, from the connection to the answer. */
    @WithDefault("PT10S")
    Duration patience();
}
