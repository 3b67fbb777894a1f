package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routing table changes while the function runs. */
@QuarkusTest
class RoutesReloadTest extends DispatchFixture {

    private static final String NEW = "  - {name: brand-new, weights: [{upstream: b, weight: 1}]}\n";

    @Inject
    DispatchConfig settings;

    private Path file = Path.of("");
    private String before = "";

    @BeforeEach
    void remember() throws IOException {
        file = settings.file();
        before = Files.readString(file);
        upstream.answer("a", 200, HELLO);
        upstream.answer("b", 200, HELLO);
        assertThat(ask("brand-new", "Hi").statusCode()).isEqualTo(404);
    }

    @AfterEach
    void restore() throws IOException {
        Files.writeString(file, before);
        await().until(() -> ask("brand-new", "Hi").statusCode() == 404);
    }

    @Test
    void servesANewAliasWithoutARestart() throws IOException {
        // When
        Files.writeString(file, before + NEW);

        // Then
        await().until(() -> ask("brand-new", "Hi").statusCode() == 200);
        assertThat(as(KEY).get("/v1/models").asString()).contains("brand-new");
        assertThat(ask("default", "Hi").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheTableThatItHasWhenANewOneIsWrong() throws IOException {
        // Given
        Files.writeString(file, before + NEW);
        await().until(() -> ask("brand-new", "Hi").statusCode() == 200);

        // When
        Files.writeString(file, before + "  - {name: broken, weights: [{upstream: nobody, weight: 1}]}\n");

        // Then
        await().during(java.time.Duration.ofMillis(1_500))
                .until(() -> ask("brand-new", "Hi").statusCode() == 200);
        assertThat(ask("broken", "Hi").statusCode()).isEqualTo(404);
    }
}
