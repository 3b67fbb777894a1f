package dev.millrace.runtime.house;

import dev.millrace.runtime.secrets.SecretStore;
import java.util.Map;
import java.util.Optional;

/**
 * A Secret that the environment fills. What the environment named once is kept with the data until it names something else,
 * or nothing with an empty value.
 *
 * @param keys variables by the Secret's keys
 */
record EnvironmentSecrets(String secret, Map<String, String> keys) {

    /** The mail server behind the platform. */
    static final EnvironmentSecrets MAIL =
            new EnvironmentSecrets("smtp", Map.of("url", "MILLRACE_SMTP_URL", "sender", "MILLRACE_SMTP_SENDER"));

    /** Where people sign in before they decide. */
    static final EnvironmentSecrets SIGN_IN = new EnvironmentSecrets(
            "sign-in",
            Map.of(
                    "issuer", "MILLRACE_APPROVAL_SIGN_IN_ISSUER",
                    "client-id", "MILLRACE_APPROVAL_SIGN_IN_CLIENT_ID",
                    "client-secret", "MILLRACE_APPROVAL_SIGN_IN_CLIENT_SECRET",
                    "subject-claim", "MILLRACE_APPROVAL_SIGN_IN_SUBJECT_CLAIM"));

    /** @param environment of the process that starts the platform */
    void provide(Map<String, String> environment, SecretStore secrets) {
        keys.forEach((key, variable) -> Optional.ofNullable(environment.get(variable))
                .ifPresent(value -> {
                    if (value.isBlank()) {
                        secrets.remove(secret, key);
                    } else {
                        secrets.put(secret, key, value.strip());
                    }
                }));
    }
}
