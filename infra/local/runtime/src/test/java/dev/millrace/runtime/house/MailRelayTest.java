package dev.millrace.runtime.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.secrets.SecretStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit and set-up fill the fields
class MailRelayTest {

    @TempDir
    private Path data;

    private SecretStore secrets;

    @BeforeEach
    void open() {
        secrets = new SecretStore(data, new SecureRandom());
    }

    @Test
    void functionsLearnWhatTheEnvironmentNames() {
        // When
        provide(Map.of("MILLRACE_SMTP_URL", "smtp://localhost:1025", "MILLRACE_SMTP_SENDER", "m@example.com"));

        // Then
        assertThat(secrets.find("smtp", "url")).hasValue("smtp://localhost:1025");
        assertThat(secrets.find("smtp", "sender")).hasValue("m@example.com");
    }

    @Test
    void whereToSignInIsLearntTheSameWay() {
        // When
        EnvironmentSecrets.SIGN_IN.provide(
                Map.of("MILLRACE_APPROVAL_SIGN_IN_ISSUER", "https://login.example.com"), secrets);

        // Then
        assertThat(secrets.find("sign-in", "issuer")).hasValue("https://login.example.com");
        assertThat(secrets.find("sign-in", "client-id")).isEmpty();
    }

    @Test
    void whatWasNamedOnceIsKept() {
        // Given
        provide(Map.of("MILLRACE_SMTP_URL", "smtp://localhost:1025"));

        // When
        provide(Map.of());

        // Then
        assertThat(secrets.find("smtp", "url")).hasValue("smtp://localhost:1025");
    }

    @Test
    void anEmptyValueForgetsIt() {
        // Given
        provide(Map.of("MILLRACE_SMTP_URL", "smtp://localhost:1025"));

        // When
        provide(Map.of("MILLRACE_SMTP_URL", ""));

        // Then
        assertThat(secrets.find("smtp", "url")).isEmpty();
    }

    private void provide(Map<String, String> environment) {
        MailRelay.provide(environment, secrets, Progress.silent());
    }
}
