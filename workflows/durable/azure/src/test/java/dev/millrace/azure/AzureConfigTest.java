package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureConfigTest {

    private static final Map<String, String> WHOLE = Map.of(
            "MILLRACE_BROKER", "http://broker.example/",
            "MILLRACE_DATABASE_URL", "jdbc:postgresql://db.example/millrace",
            "MILLRACE_DATABASE_USERNAME", "workflows_host",
            "MILLRACE_DATABASE_PASSWORD", "hidden",
            "MILLRACE_CONTENT_KEY", Surroundings.KEY);

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(WHOLE);
        environment.put(name, value);
        return environment;
    }

    @Test
    void readsTheApplicationSettings() {
        // When
        AzureConfig config = AzureConfig.of(WHOLE);

        // Then
        assertThat(config.broker()).isEqualTo(URI.create("http://broker.example/"));
        assertThat(config.keepContent()).isEqualTo(Duration.ofDays(30));
        assertThat(config.toString()).doesNotContain("hidden", Surroundings.KEY);
    }

    @Test
    void prefersTheSinkOfABinding() {
        assertThat(AzureConfig.of(with("K_SINK", "https://sink.example/")).broker())
                .isEqualTo(URI.create("https://sink.example/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILLRACE_BROKER",
                "MILLRACE_DATABASE_URL",
                "MILLRACE_DATABASE_USERNAME",
                "MILLRACE_DATABASE_PASSWORD",
                "MILLRACE_CONTENT_KEY"
            })
    void namesASettingThatIsMissing(String name) {
        assertThatIllegalStateException()
                .isThrownBy(() -> AzureConfig.of(with(name, " ")))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"MILLRACE_BROKER, not an address", "MILLRACE_BROKER, ftp://x/", "MILLRACE_CONTENT_KEEP, forever"})
    void namesASettingThatIsWrong(String name, String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> AzureConfig.of(with(name, value)))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }
}
