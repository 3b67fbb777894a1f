package dev.millrace.runtime.house;

import dev.millrace.runtime.secrets.SecretStore;
import java.util.Map;

/** The mail server behind the platform: functions learn it from the Secret {@code smtp}. */
final class MailRelay {

    private MailRelay() {}

    /** @param environment of the process that starts the platform */
    static void provide(Map<String, String> environment, SecretStore secrets, Progress progress) {
        EnvironmentSecrets.MAIL.provide(environment, secrets);
        if (secrets.find(EnvironmentSecrets.MAIL.secret(), "url").isEmpty()) {
            progress.note("mail goes nowhere; MILLRACE_SMTP_URL names a server, such as smtp://localhost:1025");
        }
    }
}
