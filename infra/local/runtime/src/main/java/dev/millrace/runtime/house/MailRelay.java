package dev.millrace.runtime.house;

import dev.millrace.runtime.secrets.SecretStore;
import java.util.Map;
import java.util.Optional;

/**
 * The mail server behind the platform: functions learn it from the Secret {@code smtp}. What the environment named once is
 * kept with the data until it names another one, or none with an empty value.
 */
final class MailRelay {

    private static final String SECRET = "smtp";
    private static final Map<String, String> KEYS =
            Map.of("url", "MILLRACE_SMTP_URL", "sender", "MILLRACE_SMTP_SENDER");

    private MailRelay() {}

    /** @param environment of the process that starts the platform */
    static void provide(Map<String, String> environment, SecretStore secrets, Progress progress) {
        KEYS.forEach((key, variable) -> Optional.ofNullable(environment.get(variable))
                .ifPresent(value -> {
                    if (value.isBlank()) {
                        secrets.remove(SECRET, key);
                    } else {
                        secrets.put(SECRET, key, value.strip());
                    }
                }));
        if (secrets.find(SECRET, "url").isEmpty()) {
            progress.note("mail goes nowhere; MILLRACE_SMTP_URL names a server, such as smtp://localhost:1025");
        }
    }
}
