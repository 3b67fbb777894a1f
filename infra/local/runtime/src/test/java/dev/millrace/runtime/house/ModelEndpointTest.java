package dev.millrace.runtime.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.runtime.secrets.SecretStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEndpointTest {

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aStandInAnswersWhereNoEndpointIsNamed() throws Exception {
        // Given
        secrets().put("model", "key", "of an earlier endpoint");

        // When
        open(Map.of());

        // Then
        URI models = URI.create(url() + "/models");
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(HttpRequest.newBuilder(models).build(), BodyHandlers.ofString())
                            .body())
                    .contains("stand-in");
        }
        assertThat(secrets().find("model", "key")).isEmpty();
    }

    @Test
    void aNamedEndpointTakesItsPlace() {
        // When
        open(Map.of("MILLRACE_MODEL_URL", "https://models.example.com/v1", "MILLRACE_MODEL_KEY", "sk-1"));

        // Then
        assertThat(url()).isEqualTo("https://models.example.com/v1");
        assertThat(secrets().find("model", "key")).hasValue("sk-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models.example.com", "ftp://models.example.com", "https://", "http://a b"})
    void whatIsNoAddressIsRefusedWithASentence(String named) {
        assertThatThrownBy(() -> open(Map.of("MILLRACE_MODEL_URL", named)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MILLRACE_MODEL_URL");
    }

    private void open(Map<String, String> environment) {
        ModelEndpoint.open(vertx, environment, secrets(), Progress.silent())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private String url() {
        return secrets().find("model", "url").orElseThrow();
    }

    private SecretStore secrets() {
        return new SecretStore(data.resolve("secrets"), new SecureRandom());
    }
}
